//! PSP Status and the switch: whether a cluster enforces its policies, how that can be changed from here, what speaks
//! against it, and how far a change is that is under way.

mod by_hand;
mod means;
mod preflight;
mod state;
mod work;

pub use by_hand::{ByHand, FlagChange, NodeByHand};
pub use means::{ApiServer, Flags, Means, Obstacle, Probed, Provider, Reach};
pub use preflight::{Preflight, Refused, Stranded};
pub use state::{PspState, PspStatus, Turn};
pub use work::{End, NodeWork, Stage, Work};
