# make demo      the painters film, GIF and contact sheet, everything installed on the way
# make test      every test
# make faults    renders killed, interrupted, on full and failing disks, powered off; needs root for mounts
# make differential  10,000 random networks of each format against ONNX Runtime, ncnn and float64
# make install   the program, its networks and presets, under PREFIX
# make format    formats all sources; make lint says what is not formatted

PREFIX ?= /usr/local
PACKAGES = libavcodec-dev libavformat-dev libavfilter-dev libswscale-dev libavutil-dev \
	libpng-dev libdnnl-dev libzip-dev libssl-dev
TEST_PACKAGES = $(PACKAGES) ffmpeg
SWIFT_FLAGS = --explicit-target-dependency-import-check error
TEST_FLAGS = -c release -Xswiftc -enable-testing --scratch-path .build-tests
SOURCES = Package.swift Sources Tests Examples
SEGUE = .build/release/segue

.PHONY: demo test faults differential build packages install format lint clean

demo: build
	$(SEGUE) render Presets/painters.yaml --overwrite
	$(SEGUE) sheet Presets/painters.yaml -o painters.png --overwrite

build: packages
	swift build -c release --product segue $(SWIFT_FLAGS)

packages:
	@Scripts/install-packages $(PACKAGES)

test:
	@Scripts/install-packages $(TEST_PACKAGES)
	swift build --build-tests $(TEST_FLAGS) $(SWIFT_FLAGS)
	swift test --skip-build $(TEST_FLAGS)

faults: build
	python3 Tests/Faults/faults.py

# Goes on where it was stopped; Scripts/differential says what it needs.
differential:
	@Scripts/install-packages $(PACKAGES)
	swift build -c release --product Differential $(SWIFT_FLAGS)
	Scripts/differential .build/release/Differential .build/differential \
		--graphs 10000 --folder .build/differential

install: build
	install -D -m 755 $(SEGUE) $(DESTDIR)$(PREFIX)/bin/segue
	cd Sources/BuiltinNetworks/Resources && find . -name '*.safetensors' \
		-exec install -D -m 644 {} $(DESTDIR)$(PREFIX)/share/segue/networks/{} \;
	install -d $(DESTDIR)$(PREFIX)/share/segue/presets
	install -m 644 Presets/*.yaml $(DESTDIR)$(PREFIX)/share/segue/presets
	install -d $(DESTDIR)$(PREFIX)/share/segue/Examples/Pictures
	install -m 644 $(wildcard Examples/Pictures/*.png Examples/Pictures/*.mp4) \
		$(DESTDIR)$(PREFIX)/share/segue/Examples/Pictures

format:
	swift format --in-place --parallel --recursive $(SOURCES)

lint:
	swift format lint --strict --parallel --recursive $(SOURCES)

clean:
	rm -rf .build .build-tests painters.mp4 painters.gif painters.png
