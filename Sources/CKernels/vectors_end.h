// Forgets the names of vectors.h.
#undef vector
#undef vector_mask
#undef load_vector
#undef store_vector
#undef load_taps
#undef block_stages
#undef make_stages
#undef read_pixel
#undef row_of_place
#undef block_sums
#undef add_to_sums
#undef store_sums
