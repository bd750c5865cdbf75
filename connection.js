// The socket to the program: tries again when it is gone, and hands on what comes.

import { emit } from "./store.js";
import { readImage } from "./pictures.js";

const LONGEST_WAIT = 2000; // milliseconds
const handlers = new Map();
let socket = null;
let wait = 100;
export let isOpen = false;

export function handle(type, handler) {
  handlers.set(type, handler);
}

// Whether the message is on its way.
export function send(message) {
  if (isOpen) socket.send(JSON.stringify(message));
  return isOpen;
}

export function connect() {
  const address = new URL("./socket", location);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  socket = new WebSocket(address);
  socket.binaryType = "arraybuffer";
  socket.onopen = () => {
    isOpen = true;
    wait = 100;
    emit("connection");
  };
  socket.onmessage = ({ data }) => {
    if (typeof data !== "string") return readImage(data);
    const message = JSON.parse(data);
    handlers.get(message.type)?.(message);
  };
  socket.onclose = () => {
    isOpen = false;
    emit("connection");
    setTimeout(connect, wait);
    wait = Math.min(2 * wait, LONGEST_WAIT);
  };
}
