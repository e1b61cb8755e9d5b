// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.inject.Inject;
import jakarta.json.bind.spi.JsonbProvider;
import java.util.List;

/** Answers questions, which are paths: {@code ask/bean/key}, {@code loads/bean/key} and the like. */
@ApplicationScoped
public class Probe {
    @Inject
    @Any
    Instance<Asked> beans;

    @Inject
    Origin origin;

    @Inject
    Groups groups;

    @Inject
    InBackground background;

    /** Returns the answer as text. */
    public String answer(String question) throws Exception {
        List<String> words = List.of(question.split("/"));
        return switch (words.get(0)) {
            case "ask" -> ask(words.get(1), words.get(2)).toString();
            case "loads" ->
                Integer.toString(words.size() == 1 ? origin.loads() : origin.loads(words.get(1), words.get(2)));
            case "instance" -> origin.instance();
            case "put" -> groups.put(words.get(1)).toString();
            case "drop" -> after(() -> groups.drop(words.get(1)));
            case "drop-all" -> after(groups::dropAll);
            case "drop-both" -> after(() -> groups.dropBoth(words.get(1)));
            case "touch" -> after(() -> background.touch(words.get(1)));
            case "json-b" -> JsonbProvider.provider().getClass().getName();
            default -> throw new IllegalArgumentException("no such question: " + question);
        };
    }

    private Answer ask(String name, String key) throws Exception {
        Instance<Asked> chosen = beans.select(NamedLiteral.of(name));
        Asked bean = chosen.get();
        try {
            return bean.ask(key);
        } finally {
            if (bean instanceof InOwner) {
                chosen.destroy(bean);
            }
        }
    }

    private static String after(Runnable action) {
        action.run();
        return "done";
    }
}
