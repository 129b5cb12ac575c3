/** The forms of a French adjective of nationality from its masculine singular: togolais, togolaise, togolaises. */
export function formsOfFrench(masculine: string): string[] {
  const feminine = feminineOf(masculine);
  const plural = (form: string) => (/[sx]$/.test(form) ? form : `${form}s`);
  return [...new Set([masculine, plural(masculine), feminine, plural(feminine)])];
}

function feminineOf(masculine: string): string {
  if (/[eèé]$/.test(masculine) || /i$/.test(masculine))
    return /é$/.test(masculine) ? `${masculine}e` : masculine;
  if (/ien$|éen$/.test(masculine)) return `${masculine}ne`;
  if (masculine === "grec") return "grecque";
  if (masculine === "turc") return "turque";
  return `${masculine}e`;
}

/** The forms of a Spanish adjective of nationality from its masculine singular: peruano, peruana, peruanos, peruanas. */
export function formsOfSpanish(masculine: string): string[] {
  const plain = (form: string) =>
    form.replace(/[áéíóú](?=[ns]$)/, (vowel) => "aeiou"["áéíóú".indexOf(vowel)]!);
  if (/o$/.test(masculine)) {
    const stem = masculine.slice(0, -1);
    return [masculine, `${masculine}s`, `${stem}a`, `${stem}as`];
  }
  if (/[éáó][sn]$|ol$/.test(masculine)) {
    const stem = plain(masculine);
    return [masculine, `${stem}es`, `${stem}a`, `${stem}as`];
  }
  if (/[íú]$/.test(masculine)) return [masculine, `${masculine}es`];
  if (/[rls]$/.test(masculine)) return [masculine, `${plain(masculine)}es`];
  return [masculine, `${masculine}s`];
}
