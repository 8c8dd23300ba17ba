import java.io.File;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;

/** Whether XML files are what an XML schema says: java Valid.java SCHEMA FILE… */
class Valid {
    public static void main(String[] given) throws Exception {
        var schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(new File(given[0]));
        for (int i = 1; i < given.length; i++) {
            schema.newValidator().validate(new StreamSource(new File(given[i])));
        }
    }
}
