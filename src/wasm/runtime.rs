//! What the standard library would bring: memory, and the end of a program that panics.
//!
//! Nothing in this package is meant to panic, and what a panic says would not be seen. So it says
//! nothing: the sentences of all that could panic, and what writes them, would be a tenth of the wasm.

use core::panic::PanicInfo;

#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[panic_handler]
fn end(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
