// Keys, marking of words, and the next event at once. Every page does the same without these.
import "./add-event.js";
import "./keys.js";
import "./deciding.js";
import "./correcting.js";
import "./marking.js";
import "./tips.js";

document.documentElement.classList.add("scripted");
