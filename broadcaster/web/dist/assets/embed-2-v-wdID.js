import{s as m,m as t}from"./view-BQv-nlUj.js";import"./format-C3Pl08ND.js";const e=m();document.title=`${e} - Millrace`;document.body.append(t(e).element);
