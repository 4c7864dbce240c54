/** What is used of MathJax 3, which brings no types. */
declare module "mathjax" {
  interface Started {
    tex2svg(tex: string, options: { display: boolean }): unknown;
    startup: { adaptor: { innerHTML(node: unknown): string } };
  }
  const mathjax: { init(settings: object): Promise<Started> };
  export default mathjax;
}
