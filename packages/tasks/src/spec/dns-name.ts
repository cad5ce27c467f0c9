/** A name as DNS and Kubernetes' objects have it: lower case, digits and `-`, parts joined by dots; its length is not looked at. */
export const dnsName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
