package org.parvis.gateway.torture;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.parvis.gateway.torture.unruly.Mood;

/** One plugin misbehaves. The channels of the others flow meanwhile, its own flows again when it is calm. */
enum PluginFault implements Fault {

    PLUGIN_HANGS(Mood.HANGS), PLUGIN_THROWS(Mood.THROWS), PLUGIN_FLOODS(Mood.FLOODS), PLUGIN_LEAKS_THREADS(Mood.LEAKS), PLUGIN_RAVES(
            Mood.RAVES);

    private static final List<String> OTHERS = Citizens.CHANNELS.stream().filter(channel -> !channel.equals(Citizens.UNRULY)).toList();

    private final Mood mood;

    PluginFault(Mood mood) {
        this.mood = mood;
    }

    @Override
    public Class<?> family() {
        return PluginFault.class;
    }

    @Override
    public void strike(Blow blow) throws IOException, InterruptedException {
        Plant plant = blow.plant();
        plant.unruly.become(mood);
        try {
            TimeUnit.MILLISECONDS.sleep(A_WHILE);
            plant.flow.await(OTHERS);
        } finally {
            plant.unruly.become(Mood.CALM);
        }
    }
}
