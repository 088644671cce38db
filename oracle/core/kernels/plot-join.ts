import type { PlotSeries } from "./plot-units.ts";

/** Joins what disjoint windows saw; a plot that windows cut is put together. */
export const joinPlots = (parts: readonly PlotSeries[]): PlotSeries => {
  const planes = parts[0]?.planes ?? 0;
  const plots = Int32Array.from(new Set(parts.flatMap((part) => [...part.plots]))).sort();
  const place = new Map(Array.from(plots, (plot, index) => [plot, index]));
  const areas = new Float64Array(plots.length);
  const pixels = new Uint16Array(plots.length);
  const sums = new Int32Array(planes * plots.length);
  const counts = new Uint16Array(planes * plots.length);
  const strange = new Float64Array(planes);
  for (const part of parts) {
    const places = part.plots.map((plot) => place.get(plot)!);
    places.forEach((to, from) => {
      areas[to]! += part.areas[from] as number;
      pixels[to]! += part.pixels[from] as number;
    });
    for (let plane = 0; plane < planes; plane += 1) {
      const [into, out] = [plane * plots.length, plane * part.plots.length];
      places.forEach((to, from) => {
        sums[into + to]! += part.sums[out + from] as number;
        counts[into + to]! += part.counts[out + from] as number;
      });
      strange[plane]! += part.strange[plane] as number;
    }
  }
  return { plots, areas, pixels, planes, sums, counts, strange };
};
