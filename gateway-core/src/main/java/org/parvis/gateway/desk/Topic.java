package org.parvis.gateway.desk;

import java.util.List;
import java.util.UUID;

/**
 * What conversations are about, as whoever keeps the list calls it.
 *
 * @param words other words for it, in the order of the alphabet, without its name
 */
public record Topic(UUID id, String name, List<String> words, long version) {

    public Topic {
        words = List.copyOf(words);
    }
}
