package org.parvis.gateway.torture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The faults that this machine allows, in the order in which they strike. */
final class Faults {

    private final List<Fault> kinds;
    private final Map<String, String> leftOut = new TreeMap<>();
    private final Random random;

    /**
     * @param only the names of those that are wanted; all when there are none
     * @param seed repeats the order
     */
    Faults(Plant plant, Set<String> only, long seed) {
        List<Fault> possible = new ArrayList<>();
        for (Fault fault : Stream
                .<Fault[]>of(NodeFault.values(), DatabaseFault.values(), NetworkFault.values(), PluginFault.values(), ClockFault.values())
                .flatMap(Stream::of)
                .toList()) {
            Optional<String> missing = fault.missing(plant);
            missing.ifPresent(why -> leftOut.put(fault.word(), why));
            if (missing.isEmpty()) {
                possible.add(fault);
            }
        }
        List<Fault> all = new ArrayList<>(possible);
        all.add(new Mixed(List.copyOf(possible)));
        random = new Random(seed);
        kinds = new ArrayList<>(all.stream().filter(fault -> only.isEmpty() || only.contains(fault.name())).toList());
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("None of " + only + " can be done here. There are " + all.stream().map(Fault::name).toList()
                    + "; left out are " + leftOut);
        }
        Collections.shuffle(kinds, random);
    }

    int kinds() {
        return kinds.size();
    }

    /** By fault, why it is. */
    Map<String, String> leftOut() {
        return Map.copyOf(leftOut);
    }

    /** The first round meets every kind once, in any order; the later ones are drawn. */
    Fault next(int number) {
        Fault kind = number <= kinds.size() ? kinds.get(number - 1) : kinds.get(random.nextInt(kinds.size()));
        return kind.drawn(random);
    }
}
