import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";

/**
 * Compiles a module and what it imports from the project, so that a child process of plain Node can load it. The copy
 * lies under node_modules so that packages are found; `remove` deletes it.
 */
export function compileForPlainNode(entry: string): { url: string; remove: () => void } {
  const root = resolve(`node_modules/.cache/jingwu-tests/${process.pid}-${Date.now()}`);
  const done = new Set<string>();
  const compile = (file: string): void => {
    if (done.has(file)) return;
    done.add(file);
    const { outputText } = ts.transpileModule(readFileSync(file, "utf8"), {
      compilerOptions: {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.ESNext,
        rewriteRelativeImportExtensions: true,
        verbatimModuleSyntax: true,
      },
    });
    const out = join(root, file.replace(/\.ts$/, ".js"));
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, outputText);
    for (const [, to] of outputText.matchAll(/from "(\.[^"]+)\.js"/g))
      compile(join(dirname(file), `${to}.ts`));
  };
  compile(entry);
  writeFileSync(join(root, "package.json"), '{"type":"module"}');
  return {
    url: `file://${join(root, entry.replace(/\.ts$/, ".js"))}`,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
