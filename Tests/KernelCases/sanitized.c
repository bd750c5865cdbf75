// Runs every case at every level that this processor has; Scripts/sanitize-kernels builds it.
#include <stdio.h>
#include <string.h>

#include "KernelCases.h"

int main(void) {
    const int members = sizeof(struct segue_kernels) / sizeof(void (*)(void));
    int kernels = 0;
    for (int32_t k = 0; k < kernel_case_count(); k++)
        kernels += k == 0 || strcmp(kernel_case_name(k), kernel_case_name(k - 1)) != 0;
    if (kernels != members) {
        fprintf(stderr, "%d kernels have cases, expected all %d\n", kernels, members);
        return 1;
    }
    for (int level = SEGUE_LEVEL_PLAIN; level <= (int)segue_best_level(); level++) {
        for (int32_t k = 0; k < kernel_case_count(); k++)
            kernel_results_free(kernel_case_run(k, (enum segue_level)level));
        printf("%s: %d kernels\n", segue_level_name((enum segue_level)level), kernels);
    }
    return 0;
}
