// Records what needs no microphone and no camera: a tune of two notes, and a cup that turns.

const SECONDS = 2;
const KINDS = { voice: ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"], video: ["video/mp4", "video/webm"] };
const SIDE = 240;

// Returns a file of two seconds with its length and, for a video, its size in pixels.
export async function record(kind) {
  const mimeType = KINDS[kind].find((each) => MediaRecorder.isTypeSupported(each));
  const source = kind === "voice" ? tune() : film();
  const recorder = new MediaRecorder(source.stream, { mimeType });
  const parts = [];
  const over = new Promise((resolve, reject) => { recorder.onstop = resolve; recorder.onerror = reject; });
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start();
  setTimeout(() => recorder.stop(), SECONDS * 1000);
  await over;
  source.stop();
  const type = recorder.mimeType.split(";")[0];
  const file = new File(parts, `${kind}.${type.split("/")[1]}`, { type });
  return { file, seconds: SECONDS, ...(kind === "video" ? { width: SIDE, height: SIDE } : {}) };
}

function tune() {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  [440, 660].forEach((frequency, number) => {
    const [note, volume] = [context.createOscillator(), context.createGain()];
    const [from, to] = [context.currentTime + number, context.currentTime + number + 1];
    note.frequency.value = frequency;
    volume.gain.setValueAtTime(0.2, from);
    volume.gain.exponentialRampToValueAtTime(0.001, to);
    note.connect(volume).connect(out);
    note.start(from);
    note.stop(to);
  });
  return { stream: out.stream, stop: () => context.close() };
}

function film() {
  const canvas = Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE });
  const paper = canvas.getContext("2d");
  let turn = 0;
  const draw = () => {
    paper.setTransform(1, 0, 0, 1, 0, 0);
    paper.fillStyle = "#dfe9e2";
    paper.fillRect(0, 0, SIDE, SIDE);
    paper.translate(SIDE / 2, SIDE / 2);
    paper.rotate(Math.sin(turn += 0.15) / 3);
    paper.font = "120px sans-serif";
    paper.textAlign = "center";
    paper.textBaseline = "middle";
    paper.fillText("☕", 0, 0);
  };
  draw();
  const timer = setInterval(draw, 40);
  return { stream: canvas.captureStream(25), stop: () => clearInterval(timer) };
}
