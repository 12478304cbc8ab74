package org.parvis.gateway.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.parvis.gateway.event.Position;

import static org.assertj.core.api.Assertions.assertThat;

class RendezvousTest {

    private static final List<String> CHANNELS = IntStream.range(0, 300).mapToObj(number -> "channel-" + number).toList();

    @Test
    void everyNodeGetsItsShareAndTheOrderOfTheMembersDoesNotMatter() {
        List<Node> nodes = List.of(node("a"), node("b"), node("c"));

        Map<String, Long> shares = CHANNELS.stream()
                .collect(Collectors.groupingBy(channel -> owner(channel, nodes), Collectors.counting()));

        assertThat(shares).containsOnlyKeys("a", "b", "c").allSatisfy((name, share) -> assertThat(share).isBetween(70L, 130L));
        assertThat(CHANNELS).allSatisfy(channel -> assertThat(owner(channel, nodes.reversed())).isEqualTo(owner(channel, nodes)));
    }

    @Test
    void whenANodeGoesOnlyItsOwnChannelsMove() {
        List<Node> before = List.of(node("a"), node("b"), node("c"));
        List<Node> after = List.of(node("a"), node("c"));

        assertThat(CHANNELS).filteredOn(channel -> !owner(channel, before).equals("b"))
                .allSatisfy(channel -> assertThat(owner(channel, after)).isEqualTo(owner(channel, before)));
    }

    @Test
    void aNodeThatComesBackUnderItsNameGetsItsChannelsBack() {
        List<Node> before = List.of(node("a"), node("b"));
        List<Node> after = List.of(node("a"), node("b"));

        assertThat(CHANNELS).allSatisfy(channel -> assertThat(owner(channel, after)).isEqualTo(owner(channel, before)));
    }

    @Test
    void nobodyOwnsWhatTheyCannotOpenOrWhileTheyLeaveOrAreGone() {
        List<Node> nodes = new ArrayList<>(List.of(with("dead", false, false, Set.of("x")), with("leaving", true, true, Set.of("x")),
                with("without", true, false, Set.of("y"))));
        assertThat(Rendezvous.owner("x", nodes)).isEmpty();

        nodes.add(with("able", true, false, Set.of("x")));
        assertThat(Rendezvous.owner("x", nodes)).map(Node::name).contains("able");
    }

    private static String owner(String channel, List<Node> nodes) {
        return Rendezvous.owner(channel, nodes).map(Node::name).orElseThrow();
    }

    private static Node node(String name) {
        return with(name, true, false, CHANNELS.stream().collect(Collectors.toMap(Function.identity(), Function.identity())).keySet());
    }

    private static Node with(String name, boolean alive, boolean draining, Set<String> channels) {
        return new Node(UUID.randomUUID(), name, "test", Instant.EPOCH, alive, draining, channels, Position.START);
    }
}
