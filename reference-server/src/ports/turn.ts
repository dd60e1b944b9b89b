import { type Canvas, createCanvas } from '@napi-rs/canvas';

/** Turns and mirrors a picture as the tag `Orientation` of TIFF 6.0 says, which EXIF has as well. @param orientation 1 to 8 */
export function turn(picture: Canvas, orientation: number): Canvas {
  const matrix = matrixOf(orientation, picture.width, picture.height);
  if (!matrix) return picture;
  const lies = orientation > 4;
  const { width, height } = picture;
  const turned = createCanvas(lies ? height : width, lies ? width : height);
  const pen = turned.getContext('2d');
  pen.setTransform(...matrix);
  pen.drawImage(picture, 0, 0);
  return turned;
}

type Matrix = [a: number, b: number, c: number, d: number, e: number, f: number];

function matrixOf(orientation: number, width: number, height: number): Matrix | undefined {
  const turns: Readonly<Record<number, Matrix>> = {
    2: [-1, 0, 0, 1, width, 0],
    3: [-1, 0, 0, -1, width, height],
    4: [1, 0, 0, -1, 0, height],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, height, 0],
    7: [0, -1, -1, 0, height, width],
    8: [0, -1, 1, 0, 0, width],
  };
  return turns[orientation];
}
