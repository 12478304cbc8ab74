package org.parvis.gateway.torture;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Cuts nodes off from each other: packets vanish, and nobody is told. Rules stand in a table of the rig's own, only while a cut lasts, and name nothing but the
 * nodes' own addresses. Hazelcast speaks from and to these; the event bus speaks to them from wherever it likes, and is known by the group that a node runs as.
 */
final class Firewall implements AutoCloseable {

    private static final String TABLE = "parvis_torture";
    private static final int FIRST_GROUP = 60_001;

    private final Optional<String> missing;

    private Firewall(Optional<String> missing) {
        this.missing = missing;
    }

    /** Takes away what a run that was killed may have left. */
    static Firewall find() throws IOException, InterruptedException {
        if (!Commands.isRoot()) {
            return new Firewall(Optional.of("only root may filter packets"));
        }
        try {
            Commands.run("setpriv", "--version");
            Commands.run("nft", "add", "table", "inet", TABLE);
            Firewall firewall = new Firewall(Optional.empty());
            firewall.mend();
            return firewall;
        } catch (IOException unable) {
            return new Firewall(Optional.of(String.valueOf(unable.getMessage())));
        }
    }

    /** Why nodes cannot be cut off from each other here. */
    Optional<String> missing() {
        return missing;
    }

    static String address(int node) {
        return "127.77.0." + (node + 1);
    }

    /** What a node is started by. */
    List<String> starter(int node) {
        return missing.isPresent() ? List.of() : List.of("setpriv", "--regid", "" + group(node), "--clear-groups");
    }

    private static int group(int node) {
        return FIRST_GROUP + node;
    }

    /** What the one says does not reach the other any more. */
    record Cut(int from, int to) {

        static List<Cut> bothWays(int one, int other) {
            return List.of(new Cut(one, other), new Cut(other, one));
        }

        private List<String> rules() {
            return List.of("ip saddr " + address(from) + " ip daddr " + address(to) + " drop",
                    "meta skgid " + group(from) + " ip daddr " + address(to) + " drop");
        }
    }

    void cut(List<Cut> cuts) throws IOException, InterruptedException {
        List<String> rules = cuts.stream().flatMap(cut -> cut.rules().stream()).toList();
        Commands.run("table inet " + TABLE + " {\n chain output {\n type filter hook output priority 0;\n" + String.join("\n", rules)
                + "\n}\n}\n", List.of("nft", "-f", "-"));
    }

    void mend() throws IOException, InterruptedException {
        Commands.run("nft", "delete", "table", "inet", TABLE);
    }

    @Override
    public void close() throws IOException {
        if (missing.isPresent()) {
            return;
        }
        try {
            // Of no effect where there is one already: the deletion that follows then never fails.
            Commands.run("nft", "add", "table", "inet", TABLE);
            mend();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
