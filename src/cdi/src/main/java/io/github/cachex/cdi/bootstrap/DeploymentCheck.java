// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.CacheCondition;
import io.github.cachex.cdi.condition.ConditionException;
import io.github.cachex.cdi.condition.Conditions;
import io.github.cachex.cdi.order.CacheOrder;
import io.github.cachex.cdi.order.CodeBehindCache;
import io.github.cachex.cdi.plan.AnnotationDialect;
import io.github.cachex.cdi.plan.BeanMethod;
import io.github.cachex.cdi.plan.CacheAnnotation;
import io.github.cachex.cdi.plan.MethodAnnotations;
import io.github.cachex.cdi.plan.MethodNames;
import io.github.cachex.cdi.plan.Planner;
import io.github.cachex.cdi.plan.Planner.Plans;
import io.github.cachex.cdi.warmup.WarmSettings;
import io.github.cachex.core.config.ConfigSource;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.engine.CacheEngine;
import io.github.cachex.core.engine.EngineSetup;
import io.github.cachex.core.engine.Serializers;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.KeyGenerator;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogLine;
import io.github.cachex.spi.LogMessage;
import io.github.cachex.spi.NamespaceResolver;
import io.github.cachex.spi.Serializer;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds every mistake of an application before it runs: those of its beans and those of its configuration. */
final class DeploymentCheck {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");
    private static final KeyGenerator APPLICATIONS_OWN = (method, arguments) -> "only asked when the application runs";

    private final Discovered discovered;
    private final BeanFacts facts;
    private final Findings findings = new Findings();

    private DeploymentCheck(Discovered discovered, BeanFacts facts) {
        this.discovered = discovered;
        this.facts = facts;
    }

    /** Returns what is found of an application with the beans that were {@code discovered}. */
    static DeploymentCheck of(Discovered discovered, BeanFacts facts) {
        DeploymentCheck check = new DeploymentCheck(discovered, facts);
        try {
            check.run(MicroProfileSource.open());
        } catch (CacheConfigurationException e) {
            check.findings.problems(e.problems());
        }
        return check;
    }

    /** Returns all mistakes in one message; empty when there are none. */
    Optional<String> message() {
        List<String> problems = findings.problems();
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(new CacheConfigurationException(problems).getMessage());
    }

    /** Returns what may be a mistake. */
    List<LogLine> warnings() {
        return findings.warnings();
    }

    /** Returns what is worth a line in the log, and no mistake. */
    List<LogLine> remarks() {
        return findings.remarks();
    }

    private void run(ConfigSource source) {
        Configuration configuration = Configuration.read(source, factories());
        Optional<KeyGenerator> generator = facts.makesKeys() ? Optional.of(APPLICATIONS_OWN) : Optional.empty();
        Planner planner = new Planner(configuration, generator, new Conditions(this::condition), this::supplier);
        MethodCheck rules = new MethodCheck(planner, facts);
        CacheOrder order = new CacheOrder(configuration.interceptorsInside());
        SharedKeys keys = new SharedKeys(planner, configuration, findings);
        KeyTypes types = new KeyTypes();
        AllowanceReport allowances = new AllowanceReport(configuration, findings);
        SoftInvalidations soft = new SoftInvalidations();
        UnstorableTypes unstorable = new UnstorableTypes(serializers(source), configuration, findings);
        CacheFillers fillers = new CacheFillers(discovered, facts);
        UnmetKeys unmet = new UnmetKeys(configuration, findings, fillers);
        UnknownTags tags = new UnknownTags();
        NeededCapabilities needed = new NeededCapabilities();
        ConfiguredNames names = new ConfiguredNames();
        boolean keptApart = !facts.beansOf(NamespaceResolver.class).isEmpty();
        List<AnnotationDialect.Rules> dialects = MethodAnnotations.dialects().stream()
                .map(AnnotationDialect::rules)
                .toList();
        for (Class<?> bean : discovered.beans()) {
            dialects.forEach(dialect -> dialect.check(bean, findings::problem));
            List<Method> methods = discovered.methods(bean);
            Optional<String> scope = discovered.scopeOfMany(bean).filter(many -> !keptApart);
            for (Method method : methods) {
                BeanMethod place = new BeanMethod(bean, method);
                String name = place.name();
                allowances.add(place);
                int before = findings.problems().size();
                dialects.forEach(dialect -> dialect.check(bean, method, problem -> findings.problem(place, problem)));
                Plans plans = rules.check(
                        bean, method, problem -> findings.problem(place, problem + MethodAnnotations.legend(method)));
                names.add(place, plans);
                if (findings.problems().size() == before) {
                    unmet.add(place, plans);
                    tags.add(place, plans);
                    needed.add(place, plans);
                } else {
                    unmet.leaveOut(place);
                }
                plans.values().stream()
                        .map(SharedValues::warning)
                        .flatMap(Optional::stream)
                        .limit(1)
                        .forEach(warning -> findings.warning(LogMessage.VALUE_SHARED.saying(name + ": " + warning)));
                remarkOnSharing(place, plans);
                soft.add(name, plans);
                plans.values().forEach(plan -> unstorable.check(place, plan));
                if (!keys.add(place, plans)
                        && !keys.addProduced(place, discovered.produced().placesOf(bean))) {
                    types.problem(place, plans).ifPresent(problem -> findings.problem(place, problem));
                }
                scope.flatMap(many -> InstanceState.warning(place, plans, many))
                        .ifPresent(
                                warning -> findings.warning(LogMessage.ONE_KEY_FOR_ALL.saying(name + ": " + warning)));
                LostAnnotations.warningOfCallback(bean, method)
                        .map(LogMessage.CALLBACK_ANNOTATED::saying)
                        .ifPresent(findings::warning);
                checkOrder(order, place, facts.behindCache(bean, method));
            }
            warn(LogMessage.ANNOTATION_LOST, LostAnnotations.warnings(bean));
            discovered.unseenDefaults(bean).forEach(method -> warnOfDefault(bean, method));
            warn(LogMessage.SELF_CALL, SelfCalls.warnings(bean, methods));
        }
        unstorable.close();
        warn(LogMessage.PRODUCT_UNSEEN, discovered.produced().warnings());
        soft.warn(configuration, text -> findings.warning(LogMessage.EXPIRY_WITHOUT_STALE.saying(text)));
        unmet.check();
        configuration.methodWarnings().forEach(findings::warning);
        warn(LogMessage.TAG_UNKNOWN, tags.warnings(fillers));
        discovered
                .strangers()
                .forEach(type ->
                        Strangers.warning(type).map(LogMessage.NO_BEAN::saying).ifPresent(findings::warning));
        discovered.injectedCaches().forEach((place, name) -> checkInjected(configuration, place, name));
        checkSingle(KeyGenerator.class);
        checkSingle(NamespaceResolver.class);
        checkSingle(Serializer.class);
        JedisClient.type().ifPresent(this::checkSingle);
        findings.problems(configuration.problems());
        WarmSettings.read(source::get, configuration.version(), findings::problem);
        findings.problems(engineProblems(source, needed));
        if (findings.problems().isEmpty()) {
            names.warnings(source.names(), discovered.beans(), fillers).forEach(findings::warning);
            if (LOG.isLoggable(Level.DEBUG)) {
                report(planner);
            }
        }
    }

    private void checkOrder(CacheOrder order, BeanMethod place, List<CodeBehindCache> code) {
        order.problems(code, CacheAnnotation.FETCH.isOn(place.bean(), place.method()))
                .forEach(problem -> findings.problem(place, problem));
        List<String> allowed = order.allowed(code);
        if (!allowed.isEmpty()) {
            findings.remark(LogMessage.ALLOWED_INSIDE.with(place.name(), String.join(", ", allowed)));
        }
    }

    private void remarkOnSharing(BeanMethod place, Plans plans) {
        if (CacheAnnotation.FETCH.isOn(place.bean(), place.method())) {
            plans.values().stream()
                    .map(SharedValues::choice)
                    .limit(1)
                    .forEach(choice -> findings.remark(LogMessage.SHARING_CHOSEN.saying(place.name() + ": " + choice)));
        }
    }

    private CacheCondition condition(String name) {
        return switch (facts.named(name, CacheCondition.class)) {
            case MISSING ->
                throw new ConditionException("@" + name + ": there is no bean of that name; add @Named(\"" + name
                        + "\") to a bean that is a CacheCondition");
            case OF_ANOTHER_TYPE ->
                throw new ConditionException(
                        "@" + name + ": the bean of that name is no CacheCondition; let it implement CacheCondition");
            case FOUND -> (method, arguments, result) -> true;
        };
    }

    private Supplier<?> supplier(String name) {
        return switch (facts.named(name, Supplier.class)) {
            case MISSING ->
                throw new IllegalArgumentException(
                        "there is no bean of that name; add @Named(\"" + name + "\") to a bean that is a Supplier");
            case OF_ANOTHER_TYPE ->
                throw new IllegalArgumentException("the bean of that name is no Supplier; let it implement Supplier");
            case FOUND -> () -> null;
        };
    }

    private void report(Planner planner) {
        findings.allowed().forEach(LOG::debug);
        for (Class<?> bean : discovered.beans()) {
            for (Method method : discovered.methods(bean)) {
                for (List<String> lines : planner.report(bean, method)) {
                    String first = MethodNames.of(bean, method) + ": " + lines.get(0);
                    LOG.log(
                            LogMessage.DETAIL,
                            Stream.concat(Stream.of(first), lines.stream().skip(1))
                                    .toList());
                }
            }
        }
    }

    private void checkInjected(Configuration configuration, String place, String name) {
        Configuration.nameProblem(name)
                .ifPresentOrElse(
                        problem -> findings.problem(place + ": @Cachex " + problem), () -> configuration.cache(name));
    }

    private static List<BackendFactory> factories() {
        return ServiceLoader.load(BackendFactory.class, Loaders.application()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private Optional<Serializers> serializers(ConfigSource source) {
        return facts.bringsSerializer()
                ? Optional.empty()
                : Optional.of(CacheEngine.serializers(EngineSetup.of(source).classLoader(Loaders.application())));
    }

    /** Asks the engine. Beans that the application brings are not made for that; it is asked about the rest. */
    private List<String> engineProblems(ConfigSource source, NeededCapabilities needed) {
        EngineSetup setup = EngineSetup.of(source).classLoader(Loaders.application());
        if (facts.bringsSerializer()) {
            setup = setup.serializer(new AbsentSerializer());
        }
        boolean bringsClient = JedisClient.type()
                .map(facts::beansOf)
                .filter(beans -> !beans.isEmpty())
                .isPresent();
        return bringsClient ? List.of() : CacheEngine.problems(setup, needed::missing);
    }

    private void checkSingle(Class<?> type) {
        List<String> beans = facts.beansOf(type);
        if (beans.size() > 1) {
            findings.problem(type.getSimpleName() + ": " + beans.size() + " beans could be meant ("
                    + String.join(", ", beans) + "); leave one, or mark one as @Alternative with a @Priority");
        }
    }

    private void warnOfDefault(Class<?> bean, Method method) {
        findings.warning(LogMessage.DEFAULT_UNSEEN.with(
                MethodNames.of(bean, method), method.getDeclaringClass().getName(), bean.getName()));
    }

    private void warn(LogMessage message, Collection<String> texts) {
        texts.forEach(text -> findings.warning(message.saying(text)));
    }
}
