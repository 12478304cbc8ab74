package org.parvis.channel.testkit;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelPlugin;
import org.parvis.channel.Key;

import static org.assertj.core.api.Assertions.assertThat;

class SettingWordsTest {

    record Tower(@Key(value = "loft", doc = "The name of the loft.") String loft,
            @Key(value = "bells", doc = "What rings.") Optional<Bells> bells) {
    }

    record Bells(@Key(value = "tone", doc = "How they ring.") Tone tone,
            @Key(value = "rope-secret", doc = "What frees the rope.", secret = true) String rope) {
    }

    record Clapper(@Key(value = "loft", doc = "The loft.") String loft, @Key(value = "door", doc = "Where it hangs.") String door) {
    }

    enum Tone {
        VERY_DEEP
    }

    @Test
    void whatHasNoWordsIsNamedByItsPath() throws Exception {
        TowerPlugin plugin = new TowerPlugin();

        assertThat(SettingWords.of(plugin, "fr").missing(plugin)).containsExactly("settings_fr.properties lacks bells",
                "settings_fr.properties lacks bells/help", "settings_fr.properties lacks bells.tone",
                "settings_fr.properties lacks bells.tone/help", "settings_fr.properties lacks bells.tone/very-deep",
                "settings_fr.properties lacks bells.rope-secret", "settings_fr.properties lacks bells.rope-secret/help");
        assertThat(SettingWords.of(plugin, "en").missing(plugin)).as("the sentences of @Key are English").contains(
                "settings_en.properties lacks bells.tone").noneMatch(line -> line.endsWith("/help"));
        assertThat(SettingWords.of(plugin, "de").missing(plugin)).contains("settings_de.properties lacks /type");
    }

    @Test
    void aSentenceThatOnlyRepeatsItsLabelIsNamedByItsPath() throws Exception {
        ClapperPlugin plugin = new ClapperPlugin();

        assertThat(SettingWords.of(plugin, "en").repeated(plugin)).containsExactly("settings_en.properties says nothing by loft/help");
        assertThat(SettingWords.of(plugin, "fr").repeated(plugin)).isEmpty();
    }

    @Test
    void secretsOfNestedRecordsAreKnown() throws Exception {
        assertThat(SettingWords.secrets(new Tower("loft", Optional.of(new Bells(Tone.VERY_DEEP, "knot"))))).containsExactly("knot");
    }

    private static final class TowerPlugin implements ChannelPlugin<Tower> {

        @Override
        public String type() {
            return "tower";
        }

        @Override
        public Class<Tower> configurationType() {
            return Tower.class;
        }

        @Override
        public BellPlugin.Bell open(Tower configuration, ChannelContext context) {
            throw new UnsupportedOperationException("It has words alone");
        }
    }

    private static final class ClapperPlugin implements ChannelPlugin<Clapper> {

        @Override
        public String type() {
            return "clapper";
        }

        @Override
        public Class<Clapper> configurationType() {
            return Clapper.class;
        }

        @Override
        public BellPlugin.Bell open(Clapper configuration, ChannelContext context) {
            throw new UnsupportedOperationException("It has words alone");
        }
    }
}
