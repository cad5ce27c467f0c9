/** What every Kubernetes object has; a typed object of '@kubernetes/client-node' with these set is one. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** A type of '@kubernetes/client-node' as a whole object: type, name and all. */
export type Manifest<T> = Omit<T, 'apiVersion' | 'kind' | 'metadata'> & KubeObject;

/** An object of a kind that a custom resource definition makes. */
export interface CustomResource<Spec> extends KubeObject {
  readonly spec: Spec;
}
