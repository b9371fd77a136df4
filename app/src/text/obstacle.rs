//! Why PSP Status cannot be changed from here, in words: for the dialog, and for a request that is refused.

use access::switch::{Obstacle, Provider};

use super::Texts;

impl Texts {
    /// Why, and the provider's own way.
    pub(crate) fn obstacle(self, obstacle: &Obstacle) -> (String, Option<&'static str>) {
        let why = match obstacle {
            Obstacle::Managed(provider) => {
                let way = match provider {
                    Provider::Ack => self.managed_ack(),
                    Provider::Aks => self.managed_aks(),
                    Provider::Eks => self.managed_eks(),
                    Provider::Gke => self.managed_gke(),
                    Provider::K3s => self.managed_k3s(),
                    Provider::Rke => self.managed_rke(),
                };
                return (self.managed(&provider.to_string()), Some(way));
            }
            Obstacle::OutOfSight => self.out_of_sight().to_owned(),
            Obstacle::NoImage => self.no_image().to_owned(),
            Obstacle::OtherNodes => self.other_nodes().to_owned(),
            Obstacle::Flags { node, why } => self.flags_not_understood(node, why),
            Obstacle::Silent { node, why } => self.server_silent(node, why),
            Obstacle::Away => self.away().to_owned(),
        };
        (why, None)
    }
}
