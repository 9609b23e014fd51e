#include "CKernels.h"

/// Whether the processor multiplies matrices, allowed or not.
int ak_processor_has_amx(void);

/// The table with products of matrices, or NULL where processor or system do not let this process have them. Asked only
/// where that of AVX512-BF16 can be used.
const ak_table *ak_find_amx(void);
