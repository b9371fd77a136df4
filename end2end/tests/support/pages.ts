// Every page and dialog of an embedded cluster, by name.
export const PAGES = {
  clusters: "/clusters",
  cluster: "/clusters/embedded",
  policies: "/clusters/embedded/security/psps",
  templates: "/clusters/embedded/security/psps?dialog=select-template",
  "create-yaml": "/clusters/embedded/security/psps/-/create?template=privileged-restricted",
  "edit-yaml": "/clusters/embedded/security/psps/ack.privileged/yaml",
  "association-rules": "/clusters/embedded/security/psps?tab=association-rules",
  "add-rule": "/clusters/embedded/security/psps?tab=association-rules&dialog=add-rule",
  disassociate: "/clusters/embedded/security/psps?dialog=disassociate",
  "change-state": "/clusters/embedded/security/psps?dialog=change-state",
};
