// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.TypeRef;
import io.github.cachex.serializer.jsonb.Samples.Account;
import io.github.cachex.serializer.jsonb.Samples.Author;
import io.github.cachex.serializer.jsonb.Samples.Car;
import io.github.cachex.serializer.jsonb.Samples.Circle;
import io.github.cachex.serializer.jsonb.Samples.Closed;
import io.github.cachex.serializer.jsonb.Samples.Created;
import io.github.cachex.serializer.jsonb.Samples.Discreet;
import io.github.cachex.serializer.jsonb.Samples.Doubling;
import io.github.cachex.serializer.jsonb.Samples.Drawing;
import io.github.cachex.serializer.jsonb.Samples.Forgetful;
import io.github.cachex.serializer.jsonb.Samples.GetterOnly;
import io.github.cachex.serializer.jsonb.Samples.Ghostwriter;
import io.github.cachex.serializer.jsonb.Samples.Marker;
import io.github.cachex.serializer.jsonb.Samples.Moody;
import io.github.cachex.serializer.jsonb.Samples.NoConstructor;
import io.github.cachex.serializer.jsonb.Samples.Shape;
import io.github.cachex.serializer.jsonb.Samples.Vehicle;
import io.github.cachex.serializer.jsonb.Samples.Wrapped;
import java.lang.reflect.Type;
import java.time.Year;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlawTest {
    private final JsonbSerializer serializer = new JsonbSerializer();

    private Optional<String> flaw(Object value, Type type) {
        return serializer.flaw(value, type, serializer.write(value, type));
    }

    private String said(Object value, Type type) {
        String flaw = flaw(value, type).orElse("no flaw");
        // Which type, what is wrong, what to do.
        assertThat(flaw).contains(value.getClass().getTypeName()).contains("; ");
        return flaw;
    }

    @Test
    void getterOnlyBean_isFlawed() {
        assertThat(said(new GetterOnly("x"), GetterOnly.class))
                .contains("nothing sets name", "record", "@JsonbCreator");
    }

    /** The first value may hold null where later ones do not. */
    @Test
    void getterOnlyBeanThatHoldsNull_isFlawedAsWell() {
        assertThat(said(new GetterOnly(), GetterOnly.class)).contains("nothing sets name");
    }

    @Test
    void getterOnlyBeanWithinAList_isFlawed() {
        assertThat(said(List.of(new GetterOnly("x")), new TypeRef<List<GetterOnly>>() {}.type()))
                .contains("an element of it", "nothing sets name");
    }

    @Test
    void beanWithADerivedGetter_isFine() {
        assertThat(flaw(Samples.author("Ada"), Author.class)).isEmpty();
    }

    @Test
    void beanWithACreator_isFine() {
        assertThat(flaw(new Created("x"), Created.class)).isEmpty();
    }

    @Test
    void subclassOfTheDeclaredType_isFlawed() {
        assertThat(said(Samples.editor("Eve"), Author.class))
                .contains("came back as " + Author.class.getTypeName(), "@JsonbTypeInfo");
        assertThat(flaw(Samples.editor("Eve"), Samples.Editor.class)).isEmpty();
    }

    @Test
    void subclassesWithinContainers_areFlawed() {
        assertThat(said(List.of(Samples.editor("Eve")), new TypeRef<List<Author>>() {}.type()))
                .contains("an element of it", "came back as");
        assertThat(said(Map.of("a", Samples.editor("Eve")), new TypeRef<Map<String, Author>>() {}.type()))
                .contains("a value in it", "came back as");
        assertThat(said(new Author[] {Samples.editor("Eve")}, Author[].class)).contains("an element of it");
        assertThat(said(Optional.of(Samples.editor("Eve")), new TypeRef<Optional<Author>>() {}.type()))
                .contains("came back as");
        assertThat(said(Set.of(new Ghostwriter()), new TypeRef<Set<Author>>() {}.type()))
                .contains("its elements");
    }

    @Test
    void subclassWithinARecord_isFlawedByTheNameOfItsProperty() {
        Wrapped wrapped = new Wrapped(null, Optional.empty(), new Ghostwriter(), null);

        assertThat(said(wrapped, Wrapped.class)).contains(".author: came back as");
    }

    @Test
    void setOfBeansWithoutEquals_isFine() {
        assertThat(flaw(Set.of(Samples.author("a"), Samples.author("b")), new TypeRef<Set<Author>>() {}.type()))
                .isEmpty();
        assertThat(flaw(new Wrapped(null, Optional.empty(), null, Set.of(Samples.author("a"))), Wrapped.class))
                .isEmpty();
    }

    @Test
    void setAsACollection_isFlawedSinceItComesBackAsAList() {
        assertThat(said(new LinkedHashSet<>(List.of(1)), new TypeRef<Collection<Integer>>() {}.type()))
                .contains("came back as java.util.ArrayList");
    }

    @Test
    void arrayOfAnUndeclaredType_isFlawed() {
        assertThat(said(new int[] {1}, Object.class)).contains("came back as java.util.ArrayList");
    }

    @Test
    void classWithoutConstructor_isFlawed() {
        assertThat(said(new NoConstructor("x"), NoConstructor.class)).contains("constructor without parameters");
    }

    @Test
    void classWithoutConstructorWithinOthers_isFoundThere() {
        NoConstructor broken = new NoConstructor("x");
        assertThat(said(new Wrapped(new NoConstructor[] {broken}, Optional.empty(), null, null), Wrapped.class))
                .contains(".array (an element of it): " + NoConstructor.class.getTypeName());
        assertThat(said(new Wrapped(null, Optional.of(broken), null, null), Wrapped.class))
                .contains(".optional: " + NoConstructor.class.getTypeName());
    }

    @Test
    void sealedTypeWithoutTypeInfo_isFlawed() {
        assertThat(said(new Circle(1), Shape.class)).contains("sealed " + Shape.class.getTypeName(), "@JsonbTypeInfo");
        assertThat(said(List.of(new Circle(1)), new TypeRef<List<Shape>>() {}.type()))
                .contains("sealed");
        assertThat(said(new Drawing("d", Map.of("a", List.of(new Circle(1)))), Drawing.class))
                .contains(".layers (a value in it) (an element of it): sealed");
    }

    @Test
    void abstractType_isFlawed() {
        assertThat(said(new Car(), Vehicle.class)).contains(Vehicle.class.getTypeName(), "@JsonbTypeInfo");
    }

    @Test
    void classThatShowsNothing_isFlawedUnlessItHoldsNothing() {
        assertThat(said(new Closed(), Closed.class)).contains("{}", "getters");
        assertThat(flaw(new Marker(), Marker.class)).isEmpty();
    }

    @Test
    void hiddenStateThatEqualsKnows_isFlawed() {
        Account account = new Account();
        assertThat(flaw(account, Account.class)).isEmpty();

        account.hide(7);
        assertThat(said(account, Account.class)).contains("not equal");
    }

    @Test
    void propertyLeftOutOnPurpose_isFine() {
        Discreet discreet = new Discreet();
        discreet.setName("x");

        assertThat(flaw(discreet, Discreet.class)).isEmpty();
    }

    @Test
    void setterThatChangesTheValue_isFlawed() {
        assertThat(said(new Doubling(), Doubling.class)).contains("number");
    }

    @Test
    void setterThatForgets_isFlawed() {
        assertThat(said(new Forgetful().remember(Samples.author("a")), Forgetful.class))
                .contains(".author: was there and came back as null");
    }

    @Test
    void setterThatDropsElements_isFlawed() {
        assertThat(said(new Samples.Picky().tag("a", ""), Samples.Picky.class))
                .contains(".tags: came back with another number of elements");
    }

    @Test
    void emptyOptional_isFine() {
        assertThat(flaw(Optional.empty(), new TypeRef<Optional<String>>() {}.type()))
                .isEmpty();
    }

    @Test
    void getterThatThrowsWithinABrokenBean_doesNotHideWhatIsBroken() {
        assertThat(said(new Samples.Sulky(1), Samples.Sulky.class)).contains("constructor without parameters");
    }

    @Test
    void getterThatThrowsNowAndThen_isNoReasonToRefuse() {
        assertThat(flaw(new Moody(), Moody.class)).isEmpty();
    }

    @Test
    void numbersOfAnUndeclaredType_areFlawedSinceTheyComeBackAsAnother() {
        assertThat(said(42, Number.class)).contains("came back as java.math.BigDecimal");
        assertThat(said(List.of(1), new TypeRef<List<? extends Number>>() {}.type()))
                .contains("java.math.BigDecimal");
        assertThat(said(Map.of("a", 1), new TypeRef<Map<String, Object>>() {}.type()))
                .contains("java.math.BigDecimal");
    }

    @Test
    void textOfATypeThatIsNone_isFlawed() {
        assertThat(said("x", CharSequence.class)).contains("java.lang.CharSequence", "@JsonbTypeInfo");
    }

    @Test
    void keysThatJsonChanges_areFlawed() {
        Map<Object, String> numbers = new HashMap<>(Map.of(1, "x"));
        Map<String, String> withNull = new LinkedHashMap<>();
        withNull.put(null, "x");

        assertThat(said(numbers, new TypeRef<Map<Object, String>>() {}.type())).contains("keys");
        assertThat(said(withNull, new TypeRef<Map<String, String>>() {}.type())).contains("keys", "null");
    }

    @Test
    void calendarThatLosesItsZone_isFlawed() {
        Calendar calendar = new GregorianCalendar(2020, Calendar.JANUARY, 1);

        assertThat(said(calendar, Calendar.class)).contains("not equal");
    }

    @Test
    void typesThatJsonbCannotRead_areFlawed() {
        assertThat(said(Year.of(2020), Year.class)).contains("cannot read it back", "JsonbAdapter");
        assertThat(said(Locale.US, Locale.class)).contains("cannot read it back");
        assertThat(said(Arrays.asList(Year.of(2020)), new TypeRef<List<Year>>() {}.type()))
                .contains("an element of it", "java.time.Year");
    }

    @Test
    void bitSet_isFlawed() {
        BitSet bits = new BitSet();
        bits.set(3);

        assertThat(said(bits, BitSet.class)).contains("not equal");
    }

    @Test
    void anonymousClass_isFlawed() {
        Object anonymous = new Author() {};

        assertThat(said(anonymous, Author.class)).contains("came back as");
    }

    @Test
    void usersEngine_isNotJudgedByTheRulesForBeans() {
        JsonbSerializer own = JsonbSerializer.of(new jakarta.json.bind.JsonbConfig());
        GetterOnly bean = new GetterOnly();

        assertThat(own.flaw(bean, GetterOnly.class, "{\"other\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .hasValueSatisfying(flaw -> assertThat(flaw).contains("'other' came back different"));
    }
}
