"""The same kinds of small networks in the dress of the programs that write them, by the ending of the file."""

from __future__ import annotations

XMLBIF_JAVABAYES = """<?xml version="1.0" encoding="US-ASCII"?>
<!--
    Bayesian network in XMLBIF v0.3 (BayesNet Interchange Format)
    Produced by JavaBayes (http://www.cs.cmu.edu/~javabayes/
-->
<!-- DTD for the XMLBIF 0.3 format -->
<!DOCTYPE BIF [
    <!ELEMENT BIF ( NETWORK )*>
          <!ATTLIST BIF VERSION CDATA #REQUIRED>
    <!ELEMENT NETWORK ( NAME, ( PROPERTY | VARIABLE | DEFINITION )* )>
    <!ELEMENT NAME (#PCDATA)>
]>
<BIF VERSION="0.3">
<NETWORK>
<NAME>Dog-Problem</NAME>
<PROPERTY>credal-set constant-density-bounded 1.1</PROPERTY>
<!-- Variables -->
<VARIABLE TYPE="nature">
    <NAME>bowel-problem</NAME>
    <OUTCOME>true</OUTCOME>
    <OUTCOME>false</OUTCOME>
    <PROPERTY>position = (190, 69)</PROPERTY>
</VARIABLE>
<VARIABLE TYPE="nature">
    <NAME>dog out</NAME>
    <OUTCOME>yes</OUTCOME><OUTCOME>no &amp; never</OUTCOME>
    <PROPERTY>position = (155, 165)</PROPERTY>
</VARIABLE>
<VARIABLE TYPE="nature">
    <NAME>family-out</NAME>
    <OUTCOME>all</OUTCOME><OUTCOME>some</OUTCOME><OUTCOME>none</OUTCOME>
    <PROPERTY>position = (112, 69)</PROPERTY>
</VARIABLE>
<!-- Probability distributions -->
<DEFINITION>
    <FOR>dog out</FOR>
    <GIVEN>bowel-problem</GIVEN>
    <GIVEN>family-out</GIVEN>
    <TABLE>0.99 0.01 <!-- true all -->
        0.97 0.03
        0.9 0.1
        0.3 0.7 <!-- false all -->
        0.2 0.8 0.1 0.9 </TABLE>
</DEFINITION>
<DEFINITION><FOR>bowel-problem</FOR><TABLE>0.01 0.99 </TABLE></DEFINITION>
<DEFINITION><FOR>family-out</FOR><TABLE>0.15 0.25 0.6</TABLE></DEFINITION>
</NETWORK>
</BIF>
"""

XMLBIF_02 = """<BIF VERSION="0.2"><NETWORK><NAME>old</NAME>
<VARIABLE><NAME>A</NAME><TYPE>discrete</TYPE><VALUE>off</VALUE><VALUE>on</VALUE></VARIABLE>
<VARIABLE><NAME>B</NAME><TYPE>discrete</TYPE><VALUE>off</VALUE><VALUE>on</VALUE></VARIABLE>
<PROBABILITY><FOR>A</FOR><TABLE>0.2, 0.8</TABLE></PROBABILITY>
<PROBABILITY><FOR>B</FOR><GIVEN>A</GIVEN><TABLE>0.1 0.9 0.4 0.6</TABLE></PROBABILITY>
</NETWORK></BIF>
"""

XDSL_GENIE = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!-- This network was created in GeNIe Academic, which can be used for educational and research purposes only -->
<smile version="1.0" id="Network1" numsamples="10000" discsamples="10000">
	<nodes>
		<cpt id="Forecast" diagtype="observation" ranked="true">
			<state id="Good" />
			<state id="Moderate" fault="false" />
			<state id="Poor" />
			<property id="literature">Smith 1999</property>
			<probabilities>0.25 0.25 0.5</probabilities>
		</cpt>
		<cpt id="Wind"><state id="Calm" /><state id="Strong" /><probabilities>0.75 0.25</probabilities></cpt>
		<cpt id="Success">
			<state id="S" />
			<state id="F" />
			<parents>Forecast Wind</parents>
			<probabilities>0.9 0.1 0.8 0.2 0.7 0.3 0.6 0.4 0.5 0.5 0.45 0.55</probabilities>
		</cpt>
		<deterministic id="Go">
			<state id="Stay" />
			<state id="Leave" />
			<parents>Wind Forecast</parents>
			<resultingstates>Leave Leave Stay Leave Stay Stay</resultingstates>
		</deterministic>
		<noisymax id="Damage">
			<state id="High" />
			<state id="Low" />
			<state id="None" />
			<parents>Wind Success</parents>
			<strengths>1 0 1 0</strengths>
			<parameters>0.2 0.3 0.5 0 0 1 0.1 0.2 0.7 0 0 1 0.05 0.05 0.9</parameters>
		</noisymax>
	</nodes>
	<extensions>
		<genie version="1.0" app="GeNIe 2.3.3828.0 ACADEMIC" name="A venture" faultnameformat="nodestate">
			<textbox><caption>Remarks</caption><position>1 2 3 4</position></textbox>
			<node id="Forecast">
				<name>Expert forecast</name>
				<interior color="e5f6f7" />
				<outline color="000080" />
				<font color="000000" name="Arial" size="8" />
				<position>100 100 200 160</position>
				<comment>What the expert says.</comment>
				<barchart active="true" width="128" height="64" />
			</node>
			<node id="Wind"><name>wind</name><position>300 100 400 160</position></node>
			<submodel id="Sub0">
				<name>Outcome</name>
				<position>10 10 20 20</position>
				<node id="Success"><name>Success</name><position>100 300 200 360</position></node>
				<submodel id="Sub1"><node id="Go"><name>Go</name><position>300 300 400 360</position></node></submodel>
			</submodel>
			<node id="Damage"><name>Damage</name><position>100 500 200 560</position></node>
		</genie>
	</extensions>
</smile>
"""

NET_HUGIN = """net
{
    propagate_auto = "1";
    node_size = (80 40);
    HR_Grid_X = "10";
    HR_Color_Interior = "12";
    name = "Chest clinic"; % the title
}
node C1
{
    label = "Visit to \\"Asia\\"?";
    position = (300 -100);
    states = ("yes" "no");
    HR_State_0 = "";
    HR_Desc = "Within the last three years.";
}
discrete node Tub
{
    label = "";
    position = (300 -200);
    subtype = label;
    states = ("yes" "no" "don't know");
}
node Dose
{
    subtype = interval;
    state_values = (0 1 2.5 infinity);
    states = ();
}
% tables
potential (Tub | C1 Dose)
{
    data = (((  0.05    0.9  0.05 )     %  C1=yes  Dose=0-1
             (  0.1     0.8  0.1 )
             (  0.15    0.8  0.05 ))
            ((  0.01    0.98 0.01 )
             (  0.02    0.97 0.01 )
             (  0.03    0.96 0.01 )));
    experience = (( 1 1 1 ) ( 1 1 1 ));
}
potential (C1)
{
    data = ( 0.01 0.99 );
}
potential (Dose) { model_nodes = (); data = (0.5 0.25 0.25); }
"""

NET_CLASS = """class Sprinkler
{
    inputs = ();
    outputs = ();
    node_size = (80 40);
    node Rain { states = (no yes); label = "Rain"; }
    node Wet { states = (no yes); }
    potential (Rain) { data = (0.8 0.2); }
    potential (Wet | Rain) { data = ((0.9 0.1) (0.2 0.8)); }
}
"""

NET_BNLEARN = """net
{
}
node asia
{
  states = ( "yes" "no" );
}
node tub
{
  states = ( "yes" "no" );
}
potential ( asia )
{
  data = ( 0.01 0.99 );
}
potential ( tub | asia )
{
  data = (( 0.05 0.95 )
          ( 0.01 0.99 ));
}
"""

DSC_MSBN = """diagnostic network "Burglary"
// written by hand
service { name: "Support"; cost: fix = 480.00; }
node Alarm
{
	name: "The alarm rings";
	type: discrete[2] =
	{
		"A",
		"not {A}"
	};
	position: (13500, 15000);
	category: "System";
	label: fixobs;
	//	function: max;
}
node Quake
{
	name: "quake";
	type: discrete[3] = { "none", "weak", "strong" };
	position: (15000, 13500);
}
node Thief { name: ""; type: discrete[2] = { "yes", "no" }; position: (12000, 13500); }

probability(Quake)
{
	0.9, 0.06, 0.04;
}
probability(Thief) { 0.01, 0.99; }
probability(Alarm | Thief, Quake)
{
	(0, 0): 0.94, 0.06;
	(0, 1): 0.95, 0.05;
	(1, 2): 0.29, 0.71;
	default: 0.001, 0.999;
}
"""

DSC_BNLEARN = """belief network "unknown"
node A {
  type : discrete [ 2 ] = { "a1", "a2" };
}
node C {
  type : discrete [ 3 ] = { "c1", "c2", "c3" };
}
probability ( A ) {
   0.1, 0.9;
}
probability ( C | A ) {
  (0) : 0.1, 0.2, 0.7;
  (1) : 0.01, 0.09, 0.9;
}
"""

UAI_PLAIN = """BAYES
3
2 4 3
3
1 0
3 0 2 1
2 0 2

2
 0.25 0.75

24
 0.05 0.1 0.15 0.7 0.1 0.15 0.15 0.6 0.15 0.2 0.15 0.5
 0.2 0.25 0.15 0.4 0.25 0.3 0.15 0.3 0.3 0.35 0.15 0.2

6
 0.5 0.25 0.25
 0.125 0.25 0.625
"""

DAGITTY_WEB = """dag {
bb="-5,-5,5,5"
"Bird density" [pos="0.419,0.295"]
"CO2-level" [latent,pos="0.496,0.467"]
Ascites [outcome,pos="0.419,0.446"]
Temp. [exposure,pos="0.343,0.338"]
X [adjusted,pos="0.1,0.2"]
"Bird density" -> "CO2-level"
"CO2-level" -> Ascites
Temp. -> Ascites [pos="0.383,0.407"]
X <- Temp.
Temp. <-> Ascites
}
"""

DAGITTY_R = "dag{ x -> y <- { z w }; x [e]; y [o] u [u]; u -> { x y } }"

DOT_GRAPHVIZ = """// a picture
strict digraph "Lawn \\"A\\"" {
  graph [rankdir=LR, bb="0,0,100,100"];
  node [shape=box, style="rounded,filled"]; edge [color=gray]
  rankdir = TB;
  /* nodes */
  "Cloudy sky" [label="Cloudy\\nsky", pos="27,162", height=0.5];
  rain [label=<<b>Rain</b>>, pos="99,90"];
  subgraph cluster_0 { label = "ground"; sprinkler [pos="27,90"] ; wet [pos="27,18"]; }
  "Cloudy sky" -> { rain sprinkler } [weight=2];
  rain:s -> wet:n;
  sprinkler -> wet -> slippery;
  # a remark
}
"""

BIF_BNLEARN = """network asia {
}
variable asia {
  type discrete [ 2 ] { yes, no };
  property "position = (73, 165)" ;
}
variable "wet grass" {
  type discrete [ 3 ] { dry, 5-12%, >=5 };
}
probability ( asia ) {
  table 0.01, 0.99;
}
probability ( "wet grass" | asia ) {
  (yes) 0.1, 0.3, 0.6;
  (no) 0.9, 0.07, 0.03;
}
"""

SAMPLES = {
    ".bif": (BIF_BNLEARN,),
    ".xmlbif": (XMLBIF_JAVABAYES, XMLBIF_02),
    ".xdsl": (XDSL_GENIE,),
    ".net": (NET_HUGIN, NET_CLASS, NET_BNLEARN),
    ".dsc": (DSC_MSBN, DSC_BNLEARN),
    ".uai": (UAI_PLAIN,),
    ".dagitty": (DAGITTY_WEB, DAGITTY_R),
    ".dot": (DOT_GRAPHVIZ,),
}
