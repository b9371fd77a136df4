//! Volume types, by the names that `volumes` of a policy lists.

use k8s_openapi::api::core::v1::Volume;

macro_rules! types {
    ($($field:ident => $name:literal,)*) => {
        /// Every type, in the order in which a volume's sources are looked at.
        pub const TYPES: [&str; [$($name),*].len()] = [$($name),*];

        /// The type of a volume: the first of its sources. `None` when it has none that is known, which cannot
        /// be once the API server has filled in its defaults.
        pub fn type_of(volume: &Volume) -> Option<&'static str> {
            $(if volume.$field.is_some() {
                return Some($name);
            })*
            None
        }
    };
}

types! {
    host_path => "hostPath",
    empty_dir => "emptyDir",
    gce_persistent_disk => "gcePersistentDisk",
    aws_elastic_block_store => "awsElasticBlockStore",
    git_repo => "gitRepo",
    secret => "secret",
    nfs => "nfs",
    iscsi => "iscsi",
    glusterfs => "glusterfs",
    persistent_volume_claim => "persistentVolumeClaim",
    rbd => "rbd",
    flex_volume => "flexVolume",
    cinder => "cinder",
    cephfs => "cephFS",
    flocker => "flocker",
    downward_api => "downwardAPI",
    fc => "fc",
    azure_file => "azureFile",
    config_map => "configMap",
    vsphere_volume => "vsphereVolume",
    quobyte => "quobyte",
    azure_disk => "azureDisk",
    photon_persistent_disk => "photonPersistentDisk",
    storageos => "storageos",
    projected => "projected",
    portworx_volume => "portworxVolume",
    scale_io => "scaleIO",
    csi => "csi",
    ephemeral => "ephemeral",
}
