package dev.marquetry.report;

import freemarker.cache.ClassTemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateModel;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;

/**
 * Fills the templates beside this class. Whatever they print is escaped, but for {@link #markup}.
 *
 * <p>They see maps, lists, texts, numbers and booleans alone: no object's methods, no class.
 */
final class Templates {
    private static final Configuration CONFIGURATION = configuration();

    private Templates() {}

    /**
     * Returns the template's text, filled.
     *
     * @throws IllegalStateException if the template asks for what is not there
     */
    static String fill(String template, Map<String, Object> values) {
        StringWriter text = new StringWriter();
        try {
            CONFIGURATION.getTemplate(template).process(values, text);
        } catch (IOException | TemplateException failure) {
            throw new IllegalStateException("the template " + template + " cannot be filled", failure);
        }
        return text.toString();
    }

    /** Returns a value that templates print as it is: HTML that was written here, of no text from outside. */
    static TemplateModel markup(String html) {
        try {
            return HTMLOutputFormat.INSTANCE.fromMarkup(html);
        } catch (TemplateException impossible) {
            throw new IllegalStateException("markup is only kept", impossible);
        }
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setTemplateLoader(new ClassTemplateLoader(Templates.class, ""));
        configuration.setDefaultEncoding("UTF-8");
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setAutoEscapingPolicy(Configuration.FORCE_AUTO_ESCAPING_POLICY);
        configuration.setInterpolationSyntax(Configuration.DOLLAR_INTERPOLATION_SYNTAX);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        configuration.setFallbackOnNullLoopVariable(false);
        configuration.setLocalizedLookup(false);
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        configuration.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_34));
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        return configuration;
    }
}
