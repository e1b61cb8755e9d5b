// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CachexKey;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateScopeTest {
    /** Beans of one type. */
    static class Store<T> {
        T save(@CachexKey("value") T value, @CachexKey("result") int result) {
            return value;
        }

        T find(@CachexKey("id") T id) {
            return id;
        }
    }

    /** A bean. */
    static final class Texts extends Store<String> {}

    private static Method method(String name, Class<?>... types) throws NoSuchMethodException {
        return Store.class.getDeclaredMethod(name, types);
    }

    @Test
    void typesAreThoseOfTheBean() throws Exception {
        Method find = method("find", Object.class);
        TemplateScope scope = TemplateScope.of(Texts.class, find).withResult(Integer.class);
        assertThat(scope.type(0)).isEqualTo(String.class);
        assertThat(scope.raw(0)).isEqualTo(String.class);
        assertThat(scope.raw(1)).isEqualTo(Integer.class);
        assertThat(scope.method()).isEqualTo(find);
        assertThat(scope.ambiguous()).isEmpty();
        assertThat(TemplateScope.of(find).raw(0)).isEqualTo(Object.class);
    }

    @Test
    void result_comesBehindTheParameters() throws Exception {
        List<String> problems = new ArrayList<>();
        TemplateScope scope =
                TemplateScope.of(Texts.class, method("find", Object.class)).withResult(String.class);
        assertThat(scope.position("result", problems::add)).hasValue(1);
        assertThat(scope.position("id", problems::add)).hasValue(0);
        assertThat(problems).isEmpty();
    }

    @Test
    void resultBesideAParameterOfThatName_isAmbiguous() throws Exception {
        List<String> problems = new ArrayList<>();
        TemplateScope scope = TemplateScope.of(Texts.class, method("save", Object.class, int.class))
                .withResult(String.class);
        assertThat(scope.position("result", problems::add)).isEmpty();
        assertThat(problems).singleElement().asString().contains("@CachexKey");
    }
}
