/// Every architecture; no file is one of two.
package let architectures: [any Architecture.Type] = [
    TransformerNet.self, ResnetGenerator.self, UnetGenerator.self, CartoonGAN.self,
    AnimeGANv2.self, RRDBNet.self, MSRResNet.self, MSRResNet0.self, SRVGGNetCompact.self,
    SPAN.self, DnCNN.self, FDnCNN.self, UNetRes.self,
]
