package dev.marquetry.source;

/**
 * Bounds the bytes of the files that are being read or lie ready, in the order in which they are taken.
 *
 * <p>Whoever is about to read a file claims what the file really has. A claim above the bound waits, unless its file is
 * the one that is taken next: that one is never held up, so a file larger than the bound is read alone. Thread-safe.
 */
final class ByteBudget {
    private final long most;
    private long claimed;
    private long next;

    /**
     * @param most how many bytes may be claimed at once
     */
    ByteBudget(long most) {
        this.most = most;
    }

    /**
     * Returns the claim of one file, of no bytes as yet.
     *
     * @param place the file's place in the order in which files are taken
     */
    Claim claim(long place) {
        return new Claim(place);
    }

    /** Lets the claims of all files up to this place pass. */
    synchronized void takesNext(long place) {
        next = place;
        notifyAll();
    }

    /** What one file takes up. */
    final class Claim {
        private final long place;
        private long bytes;

        private Claim(long place) {
            this.place = place;
        }

        /** Takes up this many bytes in place of what it took up before, waiting while there is no room for more. */
        void resize(long wanted) throws InterruptedException {
            synchronized (ByteBudget.this) {
                while (wanted > bytes && place > next && claimed - bytes + wanted > most) {
                    ByteBudget.this.wait();
                }
                set(wanted);
            }
        }

        /** Takes up nothing any longer. */
        void release() {
            synchronized (ByteBudget.this) {
                set(0);
            }
        }

        private void set(long now) {
            claimed += now - bytes;
            bytes = now;
            ByteBudget.this.notifyAll();
        }
    }
}
