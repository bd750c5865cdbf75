// Forgets the names of factors.h.
#undef factor
#undef factors
#undef GROUP
#undef PAD
#undef store_inputs
#undef store_weights
#undef load_weights
#undef repeat_input
#undef add_product
