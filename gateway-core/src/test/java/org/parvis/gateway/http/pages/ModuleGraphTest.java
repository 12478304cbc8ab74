package org.parvis.gateway.http.pages;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModuleGraphTest {

    @Test
    void whatIsImportedAtOnceIsFollowedAndWhatWaitsIsNot() {
        assertThat(graph(Map.of("app.js", """
                // import './said.js';
                import {
                  a,
                  b,
                } from './state/a.js';
                import './state/b.js';
                import {html} from 'lit';
                /** @typedef {import('./types.js').Type} Type */
                const later = () => import('./later.js');
                """, "state/a.js", "import {b} from './b.js';\nexport * from '../c.js';\n", "state/b.js", "import {a} from './a.js';\n",
                "c.js",
                "")).neededBy("app.js")).containsExactlyInAnyOrder("state/a.js", "state/b.js", "c.js");
    }

    @Test
    void aModuleThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> graph(Map.of("app.js", "import './gone.js';")).neededBy("app.js"))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("gone.js");
    }

    @Test
    void theFirstPageOfTheDeskDoesWithoutItsOtherPagesAndOneLanguage() {
        Set<String> needed = new ModuleGraph(Assets.load()::text).neededBy("app.js");
        assertThat(needed).contains("components/conversation-list.js", "desk.js").doesNotContain("app.js", "components/operations-page.js",
                "components/reply-composer.js", "i18n/fr.js", "i18n/en.js");
    }

    private static ModuleGraph graph(Map<String, String> modules) {
        return new ModuleGraph(name -> Optional.ofNullable(modules.get(name)));
    }
}
