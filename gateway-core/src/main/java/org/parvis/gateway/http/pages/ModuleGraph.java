package org.parvis.gateway.http.pages;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which modules of the desk import which, as its sources are written: each import begins a line. */
final class ModuleGraph {

    /** Static imports of a file beside the module; those that wait until they are needed are calls, and end in no name. */
    private static final Pattern IMPORT = Pattern.compile("^(?:import|export)\\b[^'\"();]*['\"](\\.{1,2}/[^'\"]+\\.js)['\"]",
            Pattern.MULTILINE);

    private final Function<String, Optional<String>> sources;

    /** @param sources the text of a module by its name, such as {@code state/inbox.js} */
    ModuleGraph(Function<String, Optional<String>> sources) {
        this.sources = sources;
    }

    /**
     * What a browser has to fetch before the module runs: those it imports and theirs, without itself.
     *
     * @throws IllegalStateException when a module imports one that is not there
     */
    Set<String> neededBy(String module) {
        Set<String> needed = new LinkedHashSet<>();
        collect(module, needed);
        needed.remove(module);
        return needed;
    }

    private void collect(String module, Set<String> needed) {
        if (!needed.add(module)) {
            return;
        }
        String source = sources.apply(module).orElseThrow(() -> new IllegalStateException("The installation lacks the module " + module));
        Matcher imports = IMPORT.matcher(source);
        while (imports.find()) {
            collect(URI.create("/" + module).resolve(imports.group(1)).getPath().substring(1), needed);
        }
    }
}
