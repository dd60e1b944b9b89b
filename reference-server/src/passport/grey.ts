/** A picture as brightness alone, row by row from the top left; 0 is black. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Brightness (ITU-R BT.601) of RGBA pixels; what is transparent is paper. */
export function greyOf(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): Grey {
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at += 1) {
    const from = at * 4;
    const light = ((rgba[from] ?? 0) * 77 + (rgba[from + 1] ?? 0) * 150 + (rgba[from + 2] ?? 0) * 29) >> 8;
    const alpha = rgba[from + 3] ?? 255;
    data[at] = alpha === 255 ? light : (light * alpha + 255 * (255 - alpha)) / 255;
  }
  return { width, height, data };
}

/** Makes a picture smaller by averaging, so that its longer side has at most so many pixels. */
export function shrink(picture: Grey, longest: number): Grey {
  const scale = longest / Math.max(picture.width, picture.height);
  if (scale >= 1) return picture;
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const top = Math.floor((y * picture.height) / height);
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * picture.height) / height));
    for (let x = 0; x < width; x += 1) {
      const left = Math.floor((x * picture.width) / width);
      const right = Math.max(left + 1, Math.floor(((x + 1) * picture.width) / width));
      let sum = 0;
      for (let row = top; row < bottom; row += 1) {
        for (let at = row * picture.width + left; at < row * picture.width + right; at += 1) {
          sum += picture.data[at] ?? 0;
        }
      }
      data[y * width + x] = sum / ((right - left) * (bottom - top));
    }
  }
  return { width, height, data };
}

/** The picture turned by a quarter, clockwise. */
export function quarterTurn({ width, height, data }: Grey): Grey {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) turned[x * height + (height - 1 - y)] = data[y * width + x] ?? 0;
  }
  return { width: height, height: width, data: turned };
}

/** Brightness between pixels, by the four around; outside of the picture it is that of the edge. */
export function lightAt({ width, height, data }: Grey, x: number, y: number): number {
  const atX = Math.min(Math.max(x, 0), width - 1.001);
  const atY = Math.min(Math.max(y, 0), height - 1.001);
  const left = Math.floor(atX);
  const top = Math.floor(atY);
  const at = top * width + left;
  const right = atX - left;
  const down = atY - top;
  const upper = (data[at] ?? 0) * (1 - right) + (data[at + 1] ?? 0) * right;
  const lower = (data[at + width] ?? 0) * (1 - right) + (data[at + width + 1] ?? 0) * right;
  return upper * (1 - down) + lower * down;
}
