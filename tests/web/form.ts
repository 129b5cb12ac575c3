/** Fields of a form by name; a name with a list is sent once for each of its values. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** The request of a form as a page of the application itself sends it; `headers` are added, and may say otherwise. */
export function sentForm(fields: Fields, headers: Readonly<Record<string, string>> = {}) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) body.append(name, one);
  const type = { "Content-Type": "application/x-www-form-urlencoded", Origin: "http://localhost" };
  return { method: "POST", headers: { ...type, ...headers }, body: body.toString() };
}
