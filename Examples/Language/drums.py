"""Makes drums.wav: two bars of a bass drum and a hi-hat at 120 beats per minute, 8000 samples per second, 8 bits."""

import math
import random
import wave

RATE = 8000
random.seed(4)
samples = [0.0] * (4 * RATE)


def hit(start, length, sound):
    first = int(start * RATE)
    for index in range(int(length * RATE)):
        if first + index < len(samples):
            samples[first + index] += sound(index / RATE)


for beat in range(8):
    if beat % 2 == 0:
        hit(beat / 2, 0.3, lambda t: 0.8 * math.exp(-t * 14) * math.sin(2 * math.pi * (50 + 60 * math.exp(-t * 40)) * t))
    hit(beat / 2 + 0.25, 0.1, lambda t: 0.25 * math.exp(-t * 60) * random.uniform(-1, 1))

with wave.open("drums.wav", "wb") as file:
    file.setnchannels(1)
    file.setsampwidth(1)
    file.setframerate(RATE)
    file.writeframes(bytes(max(0, min(255, round(128 + 127 * value))) for value in samples))
