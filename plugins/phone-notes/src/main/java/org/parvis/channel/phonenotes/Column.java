package org.parvis.channel.phonenotes;

import java.util.List;
import java.util.Optional;

/** The columns of an imported file, by the names that people give them. */
enum Column {
    CALLER("caller", "numero numero_de_telephone telephone tel appelant caller number phone"), NAME("name", "nom appelant_nom name"), TOPIC(
            "topic", "sujet objet motif theme topic subject"), TEAM("team", "equipe service team"), NOTE("note",
                    "note message texte text commentaire"), OUTCOME("outcome", "issue suite resultat outcome result"), CALL_BACK_AT(
                            "callBackAt", "rappel rappeler_le a_rappeler_le call_back_at callback_at callbackat"), CONVERSATION(
                                    "conversation", "conversation dossier demande numero_de_suivi request"), AT("at",
                                            "date date_et_heure heure at time date_and_time");

    private final String member;
    private final String names;

    /** @param names without accents, with an underscore for a space, with spaces between */
    Column(String member, String names) {
        this.member = member;
        this.names = names;
    }

    /** As in the JSON of one note. */
    String member() {
        return member;
    }

    static Optional<Column> named(String written) {
        String name = OutcomeWords.plain(written).replace(' ', '_');
        for (Column column : values()) {
            if (List.of(column.names.split(" ")).contains(name)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }
}
