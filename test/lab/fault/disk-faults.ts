import { hostNamed, type LabState } from '../lab-state.ts';
import { podman } from '../podman.ts';

/** Full disks. */
export function diskFaults(state: LabState) {
  const shell = async (name: string, script: string, path: string): Promise<void> => {
    if (!path.startsWith('/') || path === '/') throw new Error(`${path}: an absolute path below / is needed`);
    await podman('exec', hostNamed(state, name).container, 'sh', '-euc', script, 'fault', path.replace(/\/+$/, ''));
  };
  return {
    /**
     * Not one byte more fits below a folder: it becomes a file system of its own, with the same contents and no room.
     * (A host's disk is the machine's, which nobody wants to fill.) Programs that have files open there keep the old ones.
     */
    fill: (name: string, path: string): Promise<void> =>
      shell(
        name,
        `mkdir -p "$1"
        mountpoint -q "$1" && case "$(findmnt -no SOURCE "$1")" in lab-fill) echo already full; exit 0;; esac
        kib=$(du -sk "$1" | cut -f1)
        new=/run/lab-fill-new; mkdir -p $new
        mount -t tmpfs -o size=$((kib + kib / 8 + 256))k,mode=$(stat -c %a "$1") lab-fill $new
        cp -a "$1/." $new/
        dd if=/dev/zero of=$new/.lab-ballast bs=4k 2>/dev/null || true
        mount --bind $new "$1"
        umount $new && rmdir $new`,
        path,
      ),
    /** Room again; what was written or removed meanwhile stays so. */
    unfill: (name: string, path: string): Promise<void> =>
      shell(
        name,
        `case "$(findmnt -no SOURCE "$1" | tail -1)" in lab-fill*) ;; *) echo not full; exit 0;; esac
        rm -f "$1/.lab-ballast"
        new=/run/lab-fill-new; mkdir -p $new
        mount --bind "$1" $new
        umount -l "$1"
        find "$1" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
        cp -a $new/. "$1/"
        umount $new && rmdir $new`,
        path,
      ),
  };
}
