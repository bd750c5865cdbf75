# make demo      the painters film, GIF and contact sheet, everything installed on the way
# make test      every test
# make faults    renders killed, interrupted, on full and failing disks, powered off; needs root for mounts
# make differential  10,000 random networks of each format against ONNX Runtime, ncnn and float64
# make pictures      libpng's and Pillow's test images, as Pillow and lcms2 show them
# make studio        the page in a browser, 100 random edits, every preset's pixels, hostile requests
# make sanitize  every kernel under the address and undefined-behaviour sanitizers
# make install   the program, its networks, presets, manual pages and completions, under PREFIX
# make install-built   the same of what is built, without a compiler
# make check-install   installs into a folder of its own and runs it where there is no toolchain
# make format    formats all sources; make lint says what is not formatted

PREFIX ?= /usr/local
PACKAGES = libavcodec-dev libavformat-dev libavfilter-dev libswscale-dev libavutil-dev \
	libpng-dev liblcms2-dev libopenexr-dev libheif-dev libwebp-dev libtiff-dev \
	libturbojpeg0-dev libjpeg62-turbo-dev libdnnl-dev libzip-dev libssl-dev \
	libcurl4-openssl-dev
TEST_PACKAGES = $(PACKAGES) ffmpeg
SWIFT_FLAGS = --explicit-target-dependency-import-check error
# libcurl is what Swift's networking library asks for when it is linked, by way of FlyingFox.
# Swift's libraries go into the program, so that it runs where there is no toolchain.
BUILD_FLAGS = -c release --static-swift-stdlib $(SWIFT_FLAGS)
TEST_FLAGS = -c release -Xswiftc -enable-testing --scratch-path .build-tests
SOURCES = Package.swift Sources Tests Examples
SEGUE = .build/release/segue
MANUAL = .build/manual
SHARE = $(DESTDIR)$(PREFIX)/share

.PHONY: demo test test-build test-packages faults differential pictures studio build packages manual install install-built check-install \
	format lint sanitize clean

demo: build
	$(SEGUE) render painters --overwrite
	$(SEGUE) sheet painters -o painters.png --overwrite

build: packages
	swift build --product segue $(BUILD_FLAGS)

packages:
	@Scripts/install-packages $(PACKAGES)

test: test-build
	swift test --skip-build $(TEST_FLAGS)

test-build: test-packages
	swift build --build-tests $(TEST_FLAGS) $(SWIFT_FLAGS)

test-packages:
	@Scripts/install-packages $(TEST_PACKAGES)

faults: build
	python3 Tests/Faults/faults.py

# Goes on where it was stopped; Scripts/differential says what it needs.
differential:
	@Scripts/install-packages $(PACKAGES)
	swift build --product Differential $(BUILD_FLAGS)
	Scripts/differential .build/release/Differential .build/differential \
		--graphs 10000 --folder .build/differential

# Scripts/picture-suites says what it needs.
pictures: build
	Scripts/picture-suites .build/release/segue .build/picture-suites

# Scripts/studio says what it needs.
studio: build
	Scripts/studio $(SEGUE) .build/studio --whole --screenshots .build/studio/screenshots

manual: build
	Scripts/manual $(SEGUE) $(MANUAL)

install: build manual install-built

install-built:
	install -D -m 755 $(SEGUE) $(DESTDIR)$(PREFIX)/bin/segue
	strip $(DESTDIR)$(PREFIX)/bin/segue
	cd Sources/BuiltinNetworks/Resources && find . -name '*.safetensors' \
		-exec install -D -m 644 {} $(abspath $(SHARE))/segue/networks/{} \;
	install -d $(SHARE)/segue/presets $(SHARE)/segue/Examples/Pictures $(SHARE)/man/man1
	install -m 644 Presets/*.yaml $(SHARE)/segue/presets
	install -m 644 Documentation/preset.schema.json $(SHARE)/segue
	install -m 644 $(wildcard Examples/Pictures/*.png Examples/Pictures/*.mp4) \
		$(SHARE)/segue/Examples/Pictures
	install -d $(SHARE)/segue/studio
	install -m 644 Sources/Studio/Web/* $(SHARE)/segue/studio
	install -m 644 $(MANUAL)/*.1 $(SHARE)/man/man1
	install -D -m 644 $(MANUAL)/segue.bash $(SHARE)/bash-completion/completions/segue
	install -D -m 644 $(MANUAL)/_segue $(SHARE)/zsh/site-functions/_segue
	install -D -m 644 $(MANUAL)/segue.fish $(SHARE)/fish/vendor_completions.d/segue.fish

check-install:
	folder=$$(mktemp -d); $(MAKE) install PREFIX=$$folder && Scripts/check-install $$folder; \
	status=$$?; rm -rf $$folder; exit $$status

format:
	swift format --in-place --parallel --recursive $(SOURCES)
	Scripts/format-c

lint:
	swift format lint --strict --parallel --recursive $(SOURCES)
	Scripts/format-c --check

# Every kernel at every level, under the address and undefined-behaviour sanitizers.
sanitize:
	Scripts/sanitize-kernels

clean:
	rm -rf .build .build-tests painters.mp4 painters.gif painters.png
