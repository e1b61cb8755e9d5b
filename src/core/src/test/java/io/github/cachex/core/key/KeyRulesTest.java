// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.core.config.KeyPolicy;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.EntryKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRulesTest {
    private static final int MAX = 64;

    private static String id(KeyPolicy policy, String id) {
        return new KeyRules("p:1", policy, MAX)
                .entryKey("posts", Namespace.NONE, id)
                .id();
    }

    /** Good ids, bad ids that differ in little, and ids that look as if they had been replaced. */
    @Provide
    Arbitrary<List<String>> crowds() {
        Arbitrary<String> plain = Arbitraries.strings()
                .withChars("ab\n\u0000\u007f\u0085_\uD83D\uDE00\uD800")
                .ofMinLength(1)
                .ofMaxLength(4);
        Arbitrary<String> longs = plain.map(text -> text.repeat(60));
        Arbitrary<String> tails = plain.map(text -> "a".repeat(59) + "😀" + text);
        Arbitrary<String> imitations = Arbitraries.oneOf(plain, longs)
                .flatMap(text -> Arbitraries.of(id(KeyPolicy.REPLACE, text), id(KeyPolicy.HASH, text)));
        return Arbitraries.oneOf(plain, longs, tails, imitations)
                .list()
                .ofMinSize(50)
                .ofMaxSize(200);
    }

    @Property(tries = 50)
    void distinctIds_stayDistinctAndFit(@ForAll("crowds") List<String> ids) {
        for (KeyPolicy policy : List.of(KeyPolicy.REPLACE, KeyPolicy.HASH)) {
            Map<String, String> originals = new HashMap<>();
            for (String id : ids) {
                String replaced = id(policy, id);

                assertThat(originals.computeIfAbsent(replaced, any -> id)).isEqualTo(id);
                assertThat(replaced).hasSizeBetween(1, MAX);
                assertThat(replaced.chars().filter(Character::isISOControl)).isEmpty();
                assertThat(new String(replaced.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                        .isEqualTo(replaced);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void ordinaryId_isLeftAlone(KeyPolicy policy) {
        for (String id : List.of("post:42", "a b", "größe", "😀", "{x}:lease", "x".repeat(MAX), "%N(~,=)")) {
            assertThat(id(policy, id)).isEqualTo(id);
        }
    }

    @Test
    void entryKey_carriesNamespaceAndCache() {
        assertThat(new KeyRules("shop:2", KeyPolicy.REJECT, MAX).entryKey("posts", Namespace.NONE, "post:42"))
                .isEqualTo(new EntryKey("shop:2", "posts", "post:42"));
    }

    @ParameterizedTest
    @EnumSource
    void nullOrEmpty_isRefusedByEveryPolicy(KeyPolicy policy) {
        KeyRules rules = new KeyRules("p:1", policy, MAX);

        assertThatThrownBy(() -> rules.entryKey("posts", Namespace.NONE, null))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("key id=null (cache posts): must not be null; ");
        assertThatThrownBy(() -> rules.entryKey("posts", Namespace.NONE, ""))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("key id='' (cache posts): must not be empty; ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\u0000", "a\u007f", "\u0085"})
    void controlCharacter_isRejectedWithItsPlaceAndNeverShown(String id) {
        assertThatThrownBy(() -> id(KeyPolicy.REJECT, id))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("control character at")
                .hasMessageContaining("cachex.key.policy")
                .message()
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\uD83D", "\uDE00a", "\uDE00\uD83D", "\uD83D\uD83D\uDE00"})
    void halfOfAPair_isRejected(String id) {
        assertThatThrownBy(() -> id(KeyPolicy.REJECT, id)).hasMessageContaining("half of a surrogate pair at");
    }

    @Test
    void longId_isRejectedWithBothLengthsAndABeginning() {
        String id = "x".repeat(MAX + 1);

        assertThatThrownBy(() -> id(KeyPolicy.REJECT, id))
                .hasMessageContaining("has 65 characters, more than 64; shorten it, raise cachex.key.max-length")
                .hasMessageContaining("x…")
                .hasMessageNotContaining(id);
    }

    @Test
    void replaced_keepsAReadableHead() {
        assertThat(id(KeyPolicy.REPLACE, "post\n42")).matches("post_42~[0-9a-f]{32}");
        assertThat(id(KeyPolicy.REPLACE, "post:" + "9".repeat(100))).matches("post:9{26}~[0-9a-f]{32}");
        assertThat(id(KeyPolicy.HASH, "post:" + "9".repeat(100))).matches("post:9{19}~[0-9a-f]{32}");
    }

    /** The hash is part of what is stored: another one would lose every such entry. */
    @Test
    void hash_isThatOfTheFormat() {
        assertThat(id(KeyPolicy.REPLACE, "a\n")).isEqualTo("a_~c61bce56b25daf7fd0a27f45e6a7c8b6");
    }

    @Test
    void idThatLooksReplaced_isNoOthersId() {
        String replaced = id(KeyPolicy.REPLACE, "a\nb");

        assertThat(id(KeyPolicy.REPLACE, replaced)).isNotEqualTo(replaced);
        assertThat(id(KeyPolicy.REJECT, replaced)).isEqualTo(replaced);
    }

    @Test
    void headIsNotCutWithinAPair() {
        String id = "x".repeat(30) + "😀".repeat(40);

        assertThat(id(KeyPolicy.REPLACE, id)).matches("x{30}~[0-9a-f]{32}");
    }

    @Test
    void lengthWithoutRoomForAHash_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyRules("p:1", KeyPolicy.HASH, 33));
    }
}
