/** Gives the reader a file that the browser makes: nothing is sent. */
export function give(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

type Cell = string | number | null | undefined;

/** Rows as CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe. */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell) => {
    const text = String(value ?? "");
    const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

export const giveCsv = (name: string, rows: readonly (readonly Cell[])[]): void =>
  give(`${name}.csv`, new Blob(["\ufeff", csvOf(rows)], { type: "text/csv;charset=utf-8" }));

const properties = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "opacity",
  "font-family",
  "font-size",
  "font-style",
  "font-weight",
  "text-anchor",
  "dominant-baseline",
  "display",
  "visibility",
];

/** A drawing as it stands on the page, with the styles that it has there written into it. */
export function svgText(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const [from, to] = [
    [drawing, ...drawing.querySelectorAll("*")],
    [copy, ...copy.querySelectorAll("*")],
  ];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of properties) to[i]?.setAttribute(name, style.getPropertyValue(name));
    to[i]?.removeAttribute("class");
  });
  const { width, height } = drawing.getBoundingClientRect();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  if (!copy.hasAttribute("viewBox")) copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  return new XMLSerializer().serializeToString(copy);
}

export const giveSvg = (name: string, drawing: SVGSVGElement): void =>
  give(`${name}.svg`, new Blob([svgText(drawing)], { type: "image/svg+xml" }));

const paper = () => getComputedStyle(document.body).backgroundColor;

/** The same as a picture of twice the size, on the colour of the page. */
export async function givePng(name: string, drawing: SVGSVGElement | readonly HTMLCanvasElement[]): Promise<void> {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (!context) return;
  const put = (source: CanvasImageSource, width: number, height: number) => {
    canvas.width = width;
    canvas.height = height;
    context.fillStyle = paper();
    context.fillRect(0, 0, width, height);
    context.drawImage(source, 0, 0, width, height);
  };
  if (drawing instanceof SVGSVGElement) {
    const { width, height } = drawing.getBoundingClientRect();
    const url = URL.createObjectURL(new Blob([svgText(drawing)], { type: "image/svg+xml" }));
    const image = new Image();
    image.src = url;
    await image.decode();
    put(image, width * 2, height * 2);
    URL.revokeObjectURL(url);
  } else {
    const [first, ...others] = drawing;
    if (!first) return;
    put(first, first.width, first.height);
    for (const layer of others) context.drawImage(layer, 0, 0, first.width, first.height);
  }
  canvas.toBlob((blob) => blob && give(`${name}.png`, blob));
}
