// The words of an added event can be taken from the text instead of being copied: what is selected there is remembered, because
// pressing a button may end the selection.
{
  const button = document.querySelector("[data-take-words]");
  const quote = document.querySelector("#add-quote");
  if (button && quote) {
    let words = "";
    button.hidden = false;
    document.addEventListener("selectionchange", () => {
      const selection = document.getSelection();
      const text = document.querySelector(".source-text");
      if (!selection || selection.isCollapsed || !text?.contains(selection.anchorNode)) return;
      if (!text.contains(selection.focusNode)) return;
      words = selection.toString().trim();
      button.disabled = words === "";
    });
    button.addEventListener("click", () => {
      quote.value = words;
      quote.dispatchEvent(new Event("input", { bubbles: true }));
      quote.focus();
    });
  }
}
