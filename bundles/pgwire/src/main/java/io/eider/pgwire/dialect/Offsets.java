package io.eider.pgwire.dialect;

import java.util.Arrays;

/** Maps places in rewritten text to places in the client's. Immutable. */
public final class Offsets {
    private static final Offsets SAME = new Offsets("", "", new int[0], new int[0], new boolean[0], null);

    private final String client;
    private final String rewritten;
    private final int[] starts; // in the rewritten text, rising
    private final int[] places; // in the client's
    private final boolean[] kept; // whether the piece is the client's, else all of it belongs to its place

    private final Offsets before; // from the client's text to ours, null if ours is the client's

    private Offsets(String client, String rewritten, int[] starts, int[] places, boolean[] kept, Offsets before) {
        this.before = before;
        this.client = client;
        this.rewritten = rewritten;
        this.starts = starts;
        this.places = places;
        this.kept = kept;
    }

    /** Of a text that was not changed. */
    public static Offsets same() {
        return SAME;
    }

    /**
     * A place in the client's text of the statement.
     *
     * @param position in the rewritten text, in characters (code points), the first is 1
     * @return the same in the client's text; what stands for a token of the client is at this token
     */
    public int toClient(int position) {
        int place = toText(position);
        return before == null ? place : before.toClient(place);
    }

    /** The same, of a text that was itself rewritten before. */
    Offsets after(Offsets first) {
        return new Offsets(client, rewritten, starts, places, kept, before == null ? first : before.after(first));
    }

    private int toText(int position) {
        if (starts.length == 0) {
            return position;
        }
        int characters = rewritten.codePointCount(0, rewritten.length());
        int index = rewritten.offsetByCodePoints(0, Math.max(0, Math.min(position - 1, characters)));
        int found = Arrays.binarySearch(starts, index);
        int piece = found >= 0 ? found : Math.max(0, -found - 2);
        int place = places[piece] + (kept[piece] ? index - starts[piece] : 0);
        return client.codePointCount(0, Math.min(place, client.length())) + 1;
    }

    /** Collects pieces in the order of the rewritten text. */
    static final class Builder {
        private int[] starts = new int[32];
        private int[] places = new int[32];
        private boolean[] kept = new boolean[32];
        private int size;

        void kept(int start, int place) {
            add(start, place, true);
        }

        void written(int start, int place) {
            add(start, place, false);
        }

        private void add(int start, int place, boolean isKept) {
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, size * 2);
                places = Arrays.copyOf(places, size * 2);
                kept = Arrays.copyOf(kept, size * 2);
            }
            starts[size] = start;
            places[size] = place;
            kept[size] = isKept;
            size++;
        }

        Offsets build(String client, String rewritten) {
            return new Offsets(
                    client,
                    rewritten,
                    Arrays.copyOf(starts, size),
                    Arrays.copyOf(places, size),
                    Arrays.copyOf(kept, size),
                    null);
        }
    }
}
