// What Swift cannot see of oneDNN: macros, and the few calls that differ between versions 2 and 3.
#pragma once
#include <dnnl.h>

// A two-dimensional forward convolution, or the transpose of one, on float32.  Arrays are rows, then
// columns.
struct segue_convolution {
    dnnl_dim_t input_channels, output_channels, groups;
    dnnl_dim_t input[2], output[2], kernel[2];
    dnnl_dim_t strides[2], dilations[2];  // dilations: 1 for a dense kernel
    dnnl_dim_t before[2], after[2];       // zeros added above and left, below and right; of a
                                          // transposed one what is dropped, after may be negative
    int input_lanes, output_lanes;        // 1 planar, 8 nChw8c, 16 nChw16c
    int has_bias;
    int is_transposed;
};

static inline dnnl_format_tag_t segue_layout(int lanes) {
    return lanes == 16 ? dnnl_nChw16c : lanes == 8 ? dnnl_nChw8c : dnnl_nchw;
}

// Channels that one vector register holds on this processor, as far as oneDNN may use it.
static inline int segue_vector_lanes(void) {
    return (dnnl_get_effective_cpu_isa() & dnnl_cpu_isa_avx512_core) == dnnl_cpu_isa_avx512_core
               ? 16
               : 8;
}

// Instructions that this processor has, as far as oneDNN may use them: 2 for AVX-512, 1 for AVX2, else 0.
static inline int segue_vector_level(void) {
    const int isa = (int)dnnl_get_effective_cpu_isa();
    if ((isa & dnnl_cpu_isa_avx512_core) == dnnl_cpu_isa_avx512_core) return 2;
    return (isa & dnnl_cpu_isa_avx2) == dnnl_cpu_isa_avx2 ? 1 : 0;
}

// Whether the processor multiplies bfloat16 in vectors of AVX-512, as far as oneDNN may use it.
static inline int segue_has_bf16(void) {
    const int isa = (int)dnnl_get_effective_cpu_isa();
    return (isa & dnnl_cpu_isa_avx512_core_bf16) == dnnl_cpu_isa_avx512_core_bf16;
}

// Dimensions of the weights, outputs before inputs; returns their number.
static inline int segue_weight_dims(const struct segue_convolution *c, dnnl_dims_t dims) {
    int n = 0;
    if (c->groups > 1) dims[n++] = c->groups;
    dims[n++] = c->output_channels / c->groups;
    dims[n++] = c->input_channels / c->groups;
    dims[n++] = c->kernel[0];
    dims[n++] = c->kernel[1];
    return n;
}

// The order in which files keep them: outputs first, inputs first where transposed.
static inline dnnl_format_tag_t segue_weight_order(const struct segue_convolution *c) {
    if (c->groups > 1) return c->is_transposed ? dnnl_acbde : dnnl_abcde;
    return c->is_transposed ? dnnl_bacd : dnnl_abcd;
}

#if DNNL_VERSION_MAJOR >= 3
typedef dnnl_memory_desc_t segue_desc;
typedef const_dnnl_memory_desc_t segue_const_desc;
#define SEGUE_DESC(d) (d)
static inline dnnl_status_t segue_desc_create(segue_desc *d, int n, const dnnl_dims_t dims,
                                              dnnl_format_tag_t tag) {
    return dnnl_memory_desc_create_with_tag(d, n, dims, dnnl_f32, tag);
}
static inline void segue_desc_destroy(segue_desc *d) { dnnl_memory_desc_destroy(*d); }
#define SEGUE_NO_DESC NULL
#else
typedef dnnl_memory_desc_t segue_desc;
typedef const dnnl_memory_desc_t *segue_const_desc;
#define SEGUE_DESC(d) (&(d))
static inline dnnl_status_t segue_desc_create(segue_desc *d, int n, const dnnl_dims_t dims,
                                              dnnl_format_tag_t tag) {
    return dnnl_memory_desc_init_by_tag(d, n, dims, dnnl_f32, tag);
}
static inline void segue_desc_destroy(segue_desc *d) { (void)d; }
#define SEGUE_NO_DESC \
    { 0 }
#endif

static inline dnnl_status_t segue_convolution_describe(dnnl_engine_t engine,
                                                       const struct segue_convolution *c,
                                                       dnnl_primitive_desc_t *result) {
    const dnnl_dims_t in = {1, c->input_channels, c->input[0], c->input[1]};
    const dnnl_dims_t out = {1, c->output_channels, c->output[0], c->output[1]};
    const dnnl_dims_t bias = {c->output_channels};
    const dnnl_dims_t dilates = {c->dilations[0] - 1, c->dilations[1] - 1};
    dnnl_dims_t weights;
    const int rank = segue_weight_dims(c, weights);
    segue_desc src = SEGUE_NO_DESC, dst = SEGUE_NO_DESC, w = SEGUE_NO_DESC, b = SEGUE_NO_DESC;
    dnnl_primitive_attr_t attributes = NULL;
    dnnl_status_t status = dnnl_primitive_attr_create(&attributes);
    if (status == dnnl_success)
        status = dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user);
    if (status == dnnl_success)
        status = segue_desc_create(&src, 4, in, segue_layout(c->input_lanes));
    if (status == dnnl_success)
        status = segue_desc_create(&dst, 4, out, segue_layout(c->output_lanes));
    if (status == dnnl_success) status = segue_desc_create(&w, rank, weights, dnnl_format_tag_any);
    if (status == dnnl_success) status = segue_desc_create(&b, 1, bias, dnnl_a);
#if DNNL_VERSION_MAJOR >= 3
    const segue_desc bias_or_none = c->has_bias ? b : NULL;
    if (status == dnnl_success && c->is_transposed)
        status = dnnl_deconvolution_forward_primitive_desc_create(
            result, engine, dnnl_forward_inference, dnnl_deconvolution_direct, src, w, bias_or_none,
            dst, c->strides, dilates, c->before, c->after, attributes);
    else if (status == dnnl_success)
        status = dnnl_convolution_forward_primitive_desc_create(
            result, engine, dnnl_forward_inference, dnnl_convolution_direct, src, w, bias_or_none,
            dst, c->strides, dilates, c->before, c->after, attributes);
#else
    // Both descriptors are the same structure with another kind in it.
    dnnl_convolution_desc_t description;
    const segue_desc *bias_or_none = c->has_bias ? &b : NULL;
    if (status == dnnl_success && c->is_transposed)
        status = dnnl_dilated_deconvolution_forward_desc_init(
            &description, dnnl_forward_inference, dnnl_deconvolution_direct, &src, &w, bias_or_none,
            &dst, c->strides, dilates, c->before, c->after);
    else if (status == dnnl_success)
        status = dnnl_dilated_convolution_forward_desc_init(
            &description, dnnl_forward_inference, dnnl_convolution_direct, &src, &w, bias_or_none,
            &dst, c->strides, dilates, c->before, c->after);
    if (status == dnnl_success)
        status = dnnl_primitive_desc_create(result, &description, attributes, engine, NULL);
#endif
    segue_desc_destroy(&src);
    segue_desc_destroy(&dst);
    segue_desc_destroy(&w);
    segue_desc_destroy(&b);
    dnnl_primitive_attr_destroy(attributes);
    return status;
}

// The name of the algorithm that oneDNN chose, as `jit:avx512_core`; valid as long as the description.
static inline const char *segue_implementation(dnnl_primitive_desc_t primitive) {
    const char *name = NULL;
    dnnl_primitive_desc_query(primitive, dnnl_query_impl_info_str, 0, &name);
    return name;
}

// Bytes of one of a primitive's arguments.
static inline size_t segue_argument_bytes(dnnl_primitive_desc_t primitive, dnnl_query_t which) {
    return dnnl_memory_desc_get_size(dnnl_primitive_desc_query_md(primitive, which, 0));
}

// A memory object over `data` in the layout that a primitive wants for one of its arguments.
// Weights have index 0, the bias index 1 of dnnl_query_weights_md; all others have index 0.
static inline dnnl_status_t segue_argument_memory(dnnl_primitive_desc_t primitive,
                                                  dnnl_query_t which, int index,
                                                  dnnl_engine_t engine, void *data,
                                                  dnnl_memory_t *result) {
    return dnnl_memory_create(result, dnnl_primitive_desc_query_md(primitive, which, index), engine,
                              data);
}

// Brings weights from the order of files to the order that a convolution wants.
static inline dnnl_status_t segue_pack_weights(dnnl_primitive_desc_t primitive,
                                               const struct segue_convolution *c,
                                               dnnl_engine_t engine, dnnl_stream_t stream,
                                               const float *plain, void *packed) {
    dnnl_dims_t dims;
    const int rank = segue_weight_dims(c, dims);
    segue_const_desc to = dnnl_primitive_desc_query_md(primitive, dnnl_query_weights_md, 0);
    segue_desc from;
    dnnl_memory_t source = NULL, target = NULL;
    dnnl_primitive_desc_t description = NULL;
    dnnl_primitive_t reorder = NULL;
    dnnl_status_t status = segue_desc_create(&from, rank, dims, segue_weight_order(c));
    if (status != dnnl_success) return status;
    status = dnnl_memory_create(&source, SEGUE_DESC(from), engine, (void *)plain);
    if (status == dnnl_success) status = dnnl_memory_create(&target, to, engine, packed);
    if (status == dnnl_success)
        status = dnnl_reorder_primitive_desc_create(&description, SEGUE_DESC(from), engine, to,
                                                    engine, NULL);
    if (status == dnnl_success) status = dnnl_primitive_create(&reorder, description);
    if (status == dnnl_success) {
        const dnnl_exec_arg_t arguments[2] = {{DNNL_ARG_FROM, source}, {DNNL_ARG_TO, target}};
        status = dnnl_primitive_execute(reorder, stream, 2, arguments);
    }
    if (status == dnnl_success) status = dnnl_stream_wait(stream);
    dnnl_primitive_destroy(reorder);
    dnnl_primitive_desc_destroy(description);
    dnnl_memory_destroy(target);
    dnnl_memory_destroy(source);
    segue_desc_destroy(&from);
    return status;
}

enum segue_argument {
    SEGUE_ARG_SRC = DNNL_ARG_SRC,
    SEGUE_ARG_DST = DNNL_ARG_DST,
    SEGUE_ARG_WEIGHTS = DNNL_ARG_WEIGHTS,
    SEGUE_ARG_BIAS = DNNL_ARG_BIAS,
    SEGUE_ARG_SCRATCHPAD = DNNL_ARG_SCRATCHPAD,
};

// The thread team that oneDNN's OpenMP runtime keeps for the calling thread.  GOMP_parallel is what
// GCC compiles `#pragma omp parallel` to (libgomp ABI, GOMP_4.0): our loops share oneDNN's threads
// instead of starting others beside them.
extern void GOMP_parallel(void (*body)(void *), void *context, unsigned threads, unsigned flags);
extern void omp_set_num_threads(int);
extern int omp_get_num_threads(void);
extern int omp_get_thread_num(void);
