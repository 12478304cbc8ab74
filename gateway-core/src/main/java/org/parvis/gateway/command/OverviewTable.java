package org.parvis.gateway.command;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.parvis.gateway.cluster.Node;
import org.parvis.gateway.operations.Operations;
import org.parvis.gateway.operations.Overview;
import org.parvis.gateway.operations.Overview.Lag;
import org.parvis.gateway.operations.Overview.Member;
import org.parvis.gateway.operations.Overview.OwnedChannel;
import org.parvis.gateway.operations.Queue;
import org.parvis.gateway.plugin.ChannelHealth;

/** The overview in 80 columns, with what is wrong and what to do below it. */
final class OverviewTable {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("dd MMM HH:mm", Locale.ROOT)
            .withZone(ZoneId.systemDefault());
    /** An answer that waits for longer than this is worth a look. */
    private static final Duration LATE = Duration.ofMinutes(15);
    private static final int WIDTH = 80;
    private static final int NAME = 20;
    private static final int OWNER = 14;

    private OverviewTable() {
    }

    static String of(Overview overview) {
        List<String> lines = new ArrayList<>();
        lines.add(row("NODE", "STATE", "STARTED", "BEHIND", "VERSION"));
        overview.members().forEach(member -> lines.add(row(member)));
        if (overview.members().isEmpty()) {
            lines.add("none runs");
        }
        lines.add("");
        lines.add(row("CHANNEL", "OWNER", "SINCE", "QUEUE", "FAILED", "UNKNOWN", "CALLS"));
        overview.channels().forEach(channel -> lines.add(row(channel, overview)));
        if (overview.channels().isEmpty()) {
            lines.add("none is configured");
        }
        List<String> wrong = troubles(overview);
        if (!wrong.isEmpty()) {
            lines.add("");
            wrong.forEach(trouble -> lines.addAll(wrapped(trouble)));
        }
        return lines.stream().map(String::stripTrailing).collect(Collectors.joining(System.lineSeparator()));
    }

    private static String row(String node, String state, String started, String behind, String version) {
        return "%-20s %-9s %-13s %-14s %s".formatted(cut(node, NAME), state, started, behind, cut(version, 20));
    }

    private static String row(Member member) {
        Node node = member.node();
        String state = !node.alive() ? "gone" : node.draining() ? "leaving" : "alive";
        return row(node.name(), state, MOMENT.format(node.startedAt()), member.lag().map(OverviewTable::behind).orElse("-"),
                node.version());
    }

    private static String behind(Lag lag) {
        return lag.changes() == 0 ? "0" : count(lag.changes()) + ", " + age(lag.since());
    }

    private static String row(String channel, String owner, String since, String queue, String failed, String unknown, String calls) {
        return "%-20s %-14s %-13s %7s %7s %7s %6s".formatted(cut(channel, NAME), cut(owner, OWNER), since, queue, failed, unknown, calls);
    }

    private static String row(OwnedChannel channel, Overview overview) {
        Queue queue = channel.queue();
        Optional<Node> owner = overview.owner(channel);
        return row(channel.id(), owner.map(Node::name).orElse(channel.configured() ? "NOBODY" : "(removed)"),
                owner.flatMap(node -> channel.lease().since()).map(MOMENT::format).orElse("-"),
                count(Math.min(Operations.MOST_COUNTED, queue.queued() + queue.sending())), count(queue.failed()), count(queue.unknown()),
                count(queue.byPerson()));
    }

    private static List<String> troubles(Overview overview) {
        List<String> lines = new ArrayList<>();
        for (OwnedChannel channel : overview.channels()) {
            boolean owned = channel.lease().node().isPresent();
            if (channel.configured() && !owned) {
                lines.add(channel.id()
                        + ": no node listens on it or sends by it. Start a node, or read in its log why the channel does not open.");
            }
            channel.health().filter(health -> owned && health.state().isTrouble())
                    .ifPresent(health -> lines.add(channel.id() + ": " + word(health) + ": " + health.detail()));
            channel.pausedSince().ifPresent(
                    since -> lines.add(
                            channel.id() + ": paused since " + MOMENT.format(since) + " by an administrator; what is to be sent waits."));
            channel.queue().oldest().filter(age -> channel.pausedSince().isEmpty() && age.compareTo(LATE) > 0)
                    .ifPresent(age -> lines.add(channel.id() + ": the oldest answer has waited for " + age(age) + "."));
            if (channel.queue().failed() + channel.queue().unknown() > 0) {
                lines.add(channel.id() + ": answers failed or are unknown. Settle them at /operations in the desk.");
            }
        }
        overview.members().stream().map(Member::node).filter(node -> !node.alive())
                .forEach(node -> lines
                        .add(node.name()
                                + ": gone without a farewell. Nodes that live take its channels over; find out why, and start it again."));
        return lines;
    }

    private static String word(ChannelHealth health) {
        return health.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String count(long count) {
        return count >= Operations.MOST_COUNTED ? Operations.MOST_COUNTED + "+" : Long.toString(count);
    }

    static String age(Duration age) {
        return age.toDays() > 0
                ? age.toDays() + " d"
                : age.toHours() > 0 ? age.toHours() + " h" : age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
    }

    /** Lines after the first are indented. */
    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        String line = "!";
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.add(line);
                line = " ";
            }
            line += " " + word;
        }
        lines.add(line);
        return lines;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
