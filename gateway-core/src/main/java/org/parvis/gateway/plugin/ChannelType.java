package org.parvis.gateway.plugin;

import java.util.List;

import org.parvis.gateway.configuration.FormField;

/** What a kind of channel asks for, and the words for it in the languages of the desk. */
public record ChannelType(String type, List<FormField> fields, SettingWords french, SettingWords english) {

    public ChannelType {
        fields = List.copyOf(fields);
    }
}
