/** Cameras that tests and stories choose: what they see is drawn, and what they refuse is refused as a browser does. */

/** What the camera sees. */
export type Scene = 'good' | 'dark' | 'far' | 'blurred' | 'glaring' | 'cut' | 'askew';

export interface FakeCamera {
  /** Tracks that were handed out; a camera that is off has only ended ones. */
  readonly tracks: readonly MediaStreamTrack[];
  /** What the page asked for, each time. */
  readonly asked: readonly MediaStreamConstraints[];
  /** Shows something else. */
  scene: Scene;
  /** True while the lamp is on; undefined where there is none. */
  readonly lit: boolean | undefined;
  /** Gives the page its own devices back. */
  readonly remove: () => void;
}

const WIDTH = 1280;
const HEIGHT = 960;
const FRAME = 150;

/** Puts a camera into the page. @param torch whether it has a lamp */
export function useCamera(scene: Scene = 'good', torch = false): FakeCamera {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const tracks: MediaStreamTrack[] = [];
  const asked: MediaStreamConstraints[] = [];
  const camera = { tracks, asked, scene, lit: torch ? false : undefined, remove: () => undefined as void };
  const open = (constraints: MediaStreamConstraints): Promise<MediaStream> => {
    asked.push(constraints);
    const stream = canvas.captureStream();
    const [track] = stream.getVideoTracks();
    if (!track) throw new Error('A canvas has no picture');
    tracks.push(track);
    const draw = () => {
      if (track.readyState === 'ended') clearInterval(timer);
      else paint(canvas, camera.scene);
    };
    const timer = setInterval(draw, FRAME);
    draw();
    track.getCapabilities = () => (torch ? { torch: true } : {}) as MediaTrackCapabilities;
    track.applyConstraints = (wanted) => {
      const [{ torch: lit } = {}] = (wanted?.advanced ?? []) as { torch?: boolean }[];
      camera.lit = lit;
      return Promise.resolve();
    };
    return Promise.resolve(stream);
  };
  camera.remove = replaceDevices(open, [{ kind: 'videoinput' }]);
  return camera;
}

/** A page whose camera cannot be had. @param error `NotAllowedError`, `NotFoundError`, `NotReadableError` or `SecurityError`. @returns what gives the page its own devices back */
export function useNoCamera(error: string): () => void {
  const devices = error === 'NotFoundError' ? [] : [{ kind: 'videoinput' }];
  return replaceDevices(() => Promise.reject(new DOMException('No camera', error)), devices);
}

function replaceDevices(getUserMedia: unknown, devices: readonly unknown[]): () => void {
  const media = { getUserMedia, enumerateDevices: () => Promise.resolve(devices) };
  Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: media });
  return () => {
    Reflect.deleteProperty(navigator, 'mediaDevices');
  };
}

function paint(canvas: HTMLCanvasElement, scene: Scene): void {
  const drawing = canvas.getContext('2d');
  if (!drawing) throw new Error('This browser does not draw');
  drawing.resetTransform();
  drawing.filter = scene === 'blurred' ? 'blur(9px)' : scene === 'dark' ? 'brightness(0.35)' : 'none';
  drawing.fillStyle = '#5b5048';
  drawing.fillRect(0, 0, WIDTH, HEIGHT);
  drawing.translate(WIDTH / 2, HEIGHT / 2);
  if (scene === 'askew') drawing.rotate(0.3);
  const size = scene === 'far' ? 0.4 : scene === 'askew' ? 0.75 : 1;
  drawing.scale(size, size);
  if (scene === 'cut') drawing.translate(420, 0);
  passport(drawing);
  if (scene !== 'glaring') return;
  const light = drawing.createRadialGradient(120, 40, 60, 120, 40, 170);
  light.addColorStop(0, 'rgb(255 255 255)');
  light.addColorStop(1, 'rgb(255 255 255 / 0%)');
  drawing.fillStyle = light;
  drawing.fillRect(-100, -180, 440, 440);
}

/** A specimen's page, 1120 by 790, around the middle. */
function passport(drawing: CanvasRenderingContext2D): void {
  drawing.fillStyle = '#dedbd2';
  drawing.fillRect(-560, -395, 1120, 790);
  drawing.fillStyle = '#7d8894';
  drawing.fillRect(-510, -240, 270, 340);
  drawing.fillStyle = '#23282f';
  drawing.font = '600 40px sans-serif';
  drawing.fillText('PASSPORT  ·  SPECIMEN', -510, -310);
  drawing.font = '30px sans-serif';
  ['SANTOS EXAMPLE', 'MARIA', 'UTOPIAN', '01 JAN / JAN 1990', 'F   EXAMPLE CITY', '31 DEC / DEC 2031'].forEach(
    (line, row) => {
      drawing.fillText(line, -180, -200 + row * 58);
    },
  );
  drawing.font = '600 38px monospace';
  drawing.fillText('P<UTOSANTOS<EXAMPLE<<MARIA<<<<<<<<<<<<<<<<<<', -510, 240, 1020);
  drawing.fillText('L898902C36UTO9001014F3112315<<<<<<<<<<<<<<06', -510, 310, 1020);
}
