package org.parvis.gateway.plugin;

import java.util.Optional;

/**
 * A channel that is to be opened.
 *
 * @param team     the team that its conversations start with, by name
 * @param settings what its plugin's configuration record is made from
 */
public record ChannelSpecification(String id, String type, String label, Optional<String> team, Settings settings) {

    /** Makes the configuration record. */
    @FunctionalInterface
    public interface Settings {

        /** @throws InvalidSettingsException naming every mistake */
        <C extends Record> C bind(Class<C> type) throws InvalidSettingsException;
    }

    /** The settings do not make a configuration. */
    public static final class InvalidSettingsException extends Exception {

        public InvalidSettingsException(String mistakes) {
            super(mistakes);
        }
    }
}
