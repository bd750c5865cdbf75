// Forgets the names of winograd_tripled.h.
#undef input_line
#undef output_line
#undef weight_line
#undef transform_part
#undef finish_values
