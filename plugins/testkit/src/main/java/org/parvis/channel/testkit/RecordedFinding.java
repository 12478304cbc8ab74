package org.parvis.channel.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.parvis.channel.ChannelPlugin;
import org.parvis.channel.Fault;
import org.parvis.channel.Findings;

/**
 * A step of {@link ChannelPlugin#test}.
 *
 * @param detail what was found, or what is wrong
 */
public record RecordedFinding(String step, String detail, Optional<Fault> fault) {

    /** All that the plugin finds out, in order. Blocking. */
    public static <C extends Record> List<RecordedFinding> of(ChannelPlugin<C> plugin, C configuration) throws InterruptedException {
        List<RecordedFinding> found = new ArrayList<>();
        plugin.test(configuration, new Findings() {
            @Override
            public void passed(String step, String detail) {
                found.add(new RecordedFinding(step, detail, Optional.empty()));
            }

            @Override
            public void failed(String step, Fault fault) {
                found.add(new RecordedFinding(step, fault.detail(), Optional.of(fault)));
            }
        });
        return found;
    }

    public boolean good() {
        return fault.isEmpty();
    }

    /** Of the words that the desk shows for it. */
    List<String> keys() {
        return fault.map(wrong -> List.of("/test/" + step, "/fault/" + wrong.code())).orElse(List.of("/test/" + step));
    }
}
